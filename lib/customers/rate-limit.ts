import { connectedRedis, logger } from '#lib/platform/index.ts';

/** Tries in a quarter of an hour, by what they are counted for. */
export const tryLimits = { email: 10, address: 40 } as const;
const windowSeconds = 15 * 60;

export type Subject = { email: string; address: string };

const keysOf = (what: string, { email, address }: Subject) => [
  { key: `customer-try:${what}:email:${email}`, limit: tryLimits.email },
  { key: `customer-try:${what}:address:${address}`, limit: tryLimits.address },
];

/**
 * Counts a try before anything else is done, so that parallel ones count too. Answers how long to wait in seconds, 0 to
 * go ahead. Without the object Redis it lets through.
 */
export async function countTry(what: 'sign-in' | 'link' | 'register', subject: Subject): Promise<number> {
  try {
    const redis = await connectedRedis('object');
    let waitSeconds = 0;
    for (const { key, limit } of keysOf(what, subject)) {
      const answers = await redis.multi().incr(key).expire(key, windowSeconds, 'NX').ttl(key).exec();
      const count = Number(answers?.[0]?.[1] ?? 0);
      if (count > limit) waitSeconds = Math.max(waitSeconds, Number(answers?.[2]?.[1] ?? windowSeconds), 1);
    }
    return waitSeconds;
  } catch (error) {
    logger('customers').warn({ error: (error as Error).message }, 'tries are not counted');
    return 0;
  }
}

/** A right password: forgets the e-mail's tries. */
export async function forgetTries({ email }: Subject): Promise<void> {
  try {
    await (await connectedRedis('object')).del(`customer-try:sign-in:email:${email}`);
  } catch {
    // Counters expire by themselves.
  }
}
