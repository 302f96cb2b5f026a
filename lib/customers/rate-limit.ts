import { countTry as count, forgetTries as forget } from '#lib/platform/index.ts';

/** Tries in a quarter of an hour, by what they are counted for. */
export const tryLimits = { email: 10, address: 40 } as const;

export type Subject = { email: string; address: string };
type What = 'sign-in' | 'link' | 'register';

const limitOf = (what: What, by: keyof typeof tryLimits) =>
  ({
    name: `customer-try:${what}:${by}`,
    most: tryLimits[by],
    seconds: 15 * 60,
    countedIn: 'object',
  }) as const;

/** Counts a try for the e-mail and for the network address. Answers how long to wait in seconds, 0 to go ahead. */
export async function countTry(what: What, { email, address }: Subject): Promise<number> {
  const waits = [await count(limitOf(what, 'email'), email), await count(limitOf(what, 'address'), address)];
  return Math.max(...waits);
}

/** A right password: forgets the e-mail's tries. */
export const forgetTries = ({ email }: Subject): Promise<void> => forget(limitOf('sign-in', 'email'), email);
