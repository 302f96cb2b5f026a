import { countTry } from '#lib/platform/index.ts';

/** Reviews that one network address may send in an hour: a family, not a script. */
export const reviewsPerHour = 20;
const limit = { name: 'review-try', most: reviewsPerHour, seconds: 3_600, countedIn: 'object' } as const;

/** Counts one. Answers how long to wait in seconds, 0 to go ahead. */
export const countReview = (address: string): Promise<number> => countTry(limit, address);
