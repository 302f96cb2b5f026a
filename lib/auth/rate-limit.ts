import { connectedRedis, logger } from '#lib/platform/index.ts';

/** Failed tries allowed in one window, by what they are counted for. */
export const tryLimits = { email: 10, address: 30 } as const;
const windowSeconds = 15 * 60;

type Subject = { email: string; address: string };

const keys = ({ email, address }: Subject) => [
  { key: `sign-in:email:${email}`, limit: tryLimits.email },
  { key: `sign-in:address:${address}`, limit: tryLimits.address },
];

/**
 * Counts a try before the password is looked at, so that parallel guesses count too. Answers how long to
 * wait in seconds, 0 to go ahead. Without the object Redis it lets through: the password still guards.
 */
export async function countTry(subject: Subject): Promise<number> {
  try {
    const redis = await connectedRedis('object');
    let waitSeconds = 0;
    for (const { key, limit } of keys(subject)) {
      const answers = await redis.multi().incr(key).expire(key, windowSeconds, 'NX').ttl(key).exec();
      const count = Number(answers?.[0]?.[1] ?? 0);
      if (count > limit) waitSeconds = Math.max(waitSeconds, Number(answers?.[2]?.[1] ?? windowSeconds), 1);
    }
    return waitSeconds;
  } catch (error) {
    logger('auth').warn({ error: (error as Error).message }, 'sign-in tries are not counted');
    return 0;
  }
}

/** A right password: forgets the e-mail's tries and takes this one off the address. */
export async function forgetTries(subject: Subject): Promise<void> {
  try {
    const redis = await connectedRedis('object');
    await redis
      .multi()
      .del(`sign-in:email:${subject.email}`)
      .decr(`sign-in:address:${subject.address}`)
      .exec();
  } catch {
    // Counters expire by themselves.
  }
}
