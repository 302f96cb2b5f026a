import { Redis, type RedisOptions } from 'ioredis';
import { env } from './env.ts';
import { logger } from './log.ts';
import { withSpans } from './redis-spans.ts';

export type RedisRole = 'session' | 'fpc' | 'object' | 'holds';
export type { Redis };

const addresses: Record<RedisRole, () => string> = {
  session: () => env.REDIS_SESSION_URL,
  fpc: () => env.REDIS_FPC_URL,
  object: () => env.REDIS_OBJECT_URL,
  holds: () => env.REDIS_OBJECT_URL,
};

// By default ioredis waits 73 s for a dead server. A cache must cost milliseconds when it is gone;
// sessions may take longer, since there is nothing to fall back to.
const failFast = (commandTimeoutMs: number): RedisOptions => ({
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  connectTimeout: 500,
  commandTimeout: commandTimeoutMs,
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
  lazyConnect: true,
});

const options: Record<RedisRole, RedisOptions> = {
  session: failFast(1_000),
  fpc: failFast(120),
  object: failFast(40),
  // Stock held for a checkout lives beside the object cache, but a missed hold may cost a refund: worth a longer wait.
  holds: failFast(400),
};

const shared = globalThis as { ballastRedis?: Map<RedisRole, { client: Redis; ready: Promise<void> }> };

function open(role: RedisRole): { client: Redis; ready: Promise<void> } {
  shared.ballastRedis ??= new Map();
  let entry = shared.ballastRedis.get(role);
  if (!entry) {
    const client = withSpans(new Redis(addresses[role](), options[role]), role);
    const log = logger(`redis:${role}`);
    client.on('error', (error: Error) => log.debug({ error: error.message }, 'connection'));
    entry = { client, ready: client.connect().catch(() => undefined) };
    shared.ballastRedis.set(role, entry);
  }
  return entry;
}

/** The process's client of one role. Commands fail at once while its server is unreachable. */
export function redis(role: RedisRole): Redis {
  return open(role).client;
}

/** Like `redis`, after the first connection was tried: for the first command of a process. */
export async function connectedRedis(role: RedisRole): Promise<Redis> {
  const entry = open(role);
  await entry.ready;
  return entry.client;
}

/** Closes every client, for processes and tests that end. */
export function closeRedis(): void {
  for (const { client } of shared.ballastRedis?.values() ?? []) client.disconnect();
  shared.ballastRedis?.clear();
}
