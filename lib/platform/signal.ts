import { env } from './env.ts';
import { withBreaker } from './redis-breaker.ts';
import { openRedis, type RedisClient } from './redis-client.ts';

// A signal says "there is something to do" to whoever would else find out by polling. It may get lost, like the Redis
// that carries it, and is never awaited.

const shared = globalThis as { ballastSignals?: Map<string, RedisClient> };
const waiting = new Set<string>();

function publisher(): RedisClient {
  shared.ballastSignals ??= new Map();
  const url = env.REDIS_QUEUE_URL;
  let client = shared.ballastSignals.get(url);
  if (!client) {
    const bare = openRedis(url, {
      maxRetriesPerRequest: 0,
      connectTimeout: 500,
      retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
    });
    client = withBreaker(bare, 'queue', 500);
    client.on('error', () => undefined);
    shared.ballastSignals.set(url, client);
  }
  return client;
}

/** Sends a signal soon; many in one moment become one. Never fails. */
export function signal(name: string): void {
  if (waiting.has(name)) return;
  waiting.add(name);
  setImmediate(() => {
    waiting.delete(name);
    publisher()
      .publish(`signal:${name}`, '')
      .catch(() => undefined);
  });
}

/** What the Redis that carries queues and signals says of itself. */
export const queueServerInfo = (): Promise<string> => publisher().info();

/** Calls `listener` on each signal of that name, from any process, until stopped. */
export function onSignal(name: string, listener: () => void): { stop: () => void } {
  const client = openRedis(env.REDIS_QUEUE_URL, {
    maxRetriesPerRequest: null,
    connectTimeout: 1_000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
  });
  client.on('error', () => undefined);
  client.on('message', listener);
  // Subscribed again by the client itself after a reconnect.
  client.subscribe(`signal:${name}`).catch(() => undefined);
  return { stop: () => client.disconnect() };
}

/** Closes the sending side, for processes and tests that end. */
export function closeSignals(): void {
  for (const client of shared.ballastSignals?.values() ?? []) client.disconnect();
  shared.ballastSignals?.clear();
}
