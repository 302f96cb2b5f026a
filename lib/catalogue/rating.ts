import type { Tx } from '#lib/platform/index.ts';
import { raiseRating } from './catalogue-write.repository.ts';
import type { Rating } from './types.ts';

/** A product's stars from what its row keeps; null while nobody gave any. */
export function ratingOf({
  ratingSum,
  ratingCount,
}: {
  ratingSum: number;
  ratingCount: number;
}): Rating | null {
  return ratingCount > 0 ? { average: ratingSum / ratingCount, count: ratingCount } : null;
}

/**
 * Adds ratings to a product, or takes them away by negative numbers, in the transaction of the review that they belong
 * to. No new version of the product: nobody who edits it meant this.
 */
export async function addRatings(
  tx: Tx,
  { productId, sum, count }: { productId: string; sum: number; count: number },
): Promise<void> {
  await raiseRating(tx, productId, sum, count);
}
