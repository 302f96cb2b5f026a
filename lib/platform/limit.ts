import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { logger } from './log.ts';
import { counter } from './metrics.ts';
import { connectedRedis, type RedisClient } from './redis.ts';

/** So many tries of one subject in a window that begins with the first. */
export type Limit = {
  /** Begins its keys in Redis. */
  name: string;
  most: number;
  seconds: number;
  /**
   * `object`: without that Redis everything is let through, for what something else guards too.
   * `session`: without it nothing is, for what nothing else guards.
   */
  countedIn: 'object' | 'session';
};

const uncounted = () =>
  counter('ballast_limit_uncounted_total', 'Tries let through uncounted, because their Redis was away', [
    'limit',
  ]);

const limiters = new WeakMap<RedisClient, Map<string, RateLimiterRedis>>();

async function limiterOf({ name, most, seconds, countedIn }: Limit): Promise<RateLimiterRedis> {
  const storeClient = await connectedRedis(countedIn);
  const known = limiters.get(storeClient) ?? new Map<string, RateLimiterRedis>();
  limiters.set(storeClient, known);
  const limiter =
    known.get(name) ??
    new RateLimiterRedis({ storeClient, keyPrefix: name, points: most, duration: seconds });
  known.set(name, limiter);
  return limiter;
}

/**
 * Counts a try, before what is tried is looked at, so that parallel ones count too. Answers how long to wait in seconds, 0
 * to go ahead. @throws when it is counted in `session` and that Redis is away.
 */
export async function countTry(limit: Limit, subject: string): Promise<number> {
  try {
    await (await limiterOf(limit)).consume(subject);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
    if (limit.countedIn === 'session') throw refused;
    uncounted().inc({ limit: limit.name });
    logger('limits').warn({ limit: limit.name, error: refused }, 'not counted, let through');
    return 0;
  }
}

/** Forgets a subject's tries. Best effort: they are forgotten with their window. */
export async function forgetTries(limit: Limit, subject: string): Promise<void> {
  await limiterOf(limit).then(
    (limiter) => limiter.delete(subject).catch(() => undefined),
    () => undefined,
  );
}

/** Takes one try back. Best effort. */
export async function takeBackTry(limit: Limit, subject: string): Promise<void> {
  await limiterOf(limit).then(
    (limiter) => limiter.reward(subject).catch(() => undefined),
    () => undefined,
  );
}
