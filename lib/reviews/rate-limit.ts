import { connectedRedis, logger } from '#lib/platform/index.ts';

/** Reviews that one network address may send in an hour: a family, not a script. */
export const reviewsPerHour = 20;
const windowSeconds = 3_600;

/** Counts one. Answers how long to wait in seconds, 0 to go ahead. Without the object Redis it lets through. */
export async function countReview(address: string): Promise<number> {
  const key = `review-try:${address}`;
  try {
    const redis = await connectedRedis('object');
    const answers = await redis.multi().incr(key).expire(key, windowSeconds, 'NX').ttl(key).exec();
    if (Number(answers?.[0]?.[1] ?? 0) <= reviewsPerHour) return 0;
    return Math.max(Number(answers?.[2]?.[1] ?? windowSeconds), 1);
  } catch (error) {
    logger('reviews').warn({ error: (error as Error).message }, 'reviews are not counted');
    return 0;
  }
}
