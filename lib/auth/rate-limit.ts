import { countTry as count, forgetTries as forget, takeBackTry } from '#lib/platform/index.ts';

/** Failed tries allowed in one window, by what they are counted for. */
export const tryLimits = { email: 10, address: 30 } as const;

type Subject = { email: string; address: string };

const limitOf = (by: keyof typeof tryLimits) =>
  ({ name: `sign-in:${by}`, most: tryLimits[by], seconds: 15 * 60, countedIn: 'object' }) as const;

/**
 * Counts a try before the password is looked at. Answers how long to wait in seconds, 0 to go ahead. Without the object
 * Redis it lets through: the password still guards.
 */
export async function countTry({ email, address }: Subject): Promise<number> {
  const waits = [await count(limitOf('email'), email), await count(limitOf('address'), address)];
  return Math.max(...waits);
}

/** A right password: forgets the e-mail's tries and takes this one off the address. */
export async function forgetTries({ email, address }: Subject): Promise<void> {
  await forget(limitOf('email'), email);
  await takeBackTry(limitOf('address'), address);
}
