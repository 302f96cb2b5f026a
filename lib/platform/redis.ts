import type { Redis, RedisOptions } from 'ioredis';
import { env } from './env.ts';
import { logger } from './log.ts';
import { isCluster } from './redis-address.ts';
import { withBreaker } from './redis-breaker.ts';
import { openRedis, openServer, type RedisClient } from './redis-client.ts';
import { withSpans } from './redis-spans.ts';

export type RedisRole = 'session' | 'fpc' | 'object' | 'holds';
export type { Redis, RedisClient };

const addresses: Record<RedisRole, () => string> = {
  session: () => env.REDIS_SESSION_URL,
  fpc: () => env.REDIS_FPC_URL,
  object: () => env.REDIS_OBJECT_URL,
  holds: () => env.REDIS_OBJECT_URL,
};

// By default ioredis waits 73 s for a dead server. Here a command is sent at once or fails at once.
const options: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  connectTimeout: 500,
  retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 1_000),
  lazyConnect: true,
};

/** How long a command of a role may take, in milliseconds. */
const limitMs: Record<RedisRole, number> = {
  // Without it there is no cart and no sign-in: nothing to fall back to, so worth a wait.
  session: 1_000,
  fpc: 120,
  object: 40,
  // Stock held for a checkout lives beside the object cache, but a missed hold may cost a refund.
  holds: 400,
};

type Opened = { client: RedisClient; ready: Promise<void> };
// Next loads routes and instrumentation as separate copies of a module: one client per process, not per copy.
const shared = globalThis as { ballastRedis?: Map<RedisRole, Opened> };

function open(role: RedisRole): Opened {
  shared.ballastRedis ??= new Map();
  const known = shared.ballastRedis.get(role);
  if (known) return known;
  // Pages with their tags, and holds on several articles, are read in one step: all their keys on one server.
  const bare = (role === 'session' ? openRedis : openServer)(addresses[role](), options);
  const guarded = env.REDIS_GUARDS === 'on' ? withBreaker(bare, role, limitMs[role]) : bare;
  const client = withSpans(guarded, role);
  const log = logger(`redis:${role}`);
  client.on('error', (error: Error) => log.debug({ error: error.message }, 'connection'));
  const entry = { client, ready: client.connect().catch(() => undefined) };
  shared.ballastRedis.set(role, entry);
  return entry;
}

/** The process's client of one role. Commands fail at once while its server is unreachable or does not answer. */
export function redis(role: Exclude<RedisRole, 'session'>): Redis;
export function redis(role: RedisRole): RedisClient;
export function redis(role: RedisRole): RedisClient {
  return open(role).client;
}

/** Like `redis`, after the first connection was tried: for the first command of a process. */
export async function connectedRedis(role: Exclude<RedisRole, 'session'>): Promise<Redis>;
export async function connectedRedis(role: RedisRole): Promise<RedisClient>;
export async function connectedRedis(role: RedisRole): Promise<RedisClient> {
  const entry = open(role);
  await entry.ready;
  return entry.client;
}

/** An id as part of session keys that are used together: on a Cluster all keys with it are in one slot. */
export const inOneSlot = (id: string): string => (isCluster(env.REDIS_SESSION_URL) ? `{${id}}` : id);

/**
 * A value, whose life begins anew with that: nobody is signed out while in use. On a server that takes no writes it is
 * read all the same. @throws when the server does not answer.
 */
export async function readAndKeep(client: RedisClient, key: string, seconds: number): Promise<string | null> {
  try {
    return await client.getex(key, 'EX', seconds);
  } catch (error) {
    if (!/^(READONLY|NOREPLICAS|MISCONF)/.test(error instanceof Error ? error.message : '')) throw error;
    return client.get(key);
  }
}

/** Closes every client, for processes and tests that end. */
export function closeRedis(): void {
  for (const { client } of shared.ballastRedis?.values() ?? []) client.disconnect();
  shared.ballastRedis?.clear();
}
