import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { addRatings } from '#lib/catalogue/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { insertReviews, type WrittenReview } from './reviews.repository.ts';

const batch = 200;

/** Writes reviews of the past with what was decided about them. @throws when an address reviews a product twice. */
export async function importReviews(ctx: Ctx, reviews: readonly WrittenReview[]): Promise<void> {
  for (let from = 0; from < reviews.length; from += batch) {
    const some = reviews.slice(from, from + batch);
    const shown = Map.groupBy(
      some.filter(({ status }) => status === 'approved'),
      ({ productId }) => productId,
    );
    await withTransaction(async (tx) => {
      await insertReviews(tx, ctx, some);
      for (const [productId, own] of shown) {
        const sum = own.reduce((all, { rating }) => all + rating, 0);
        await addRatings(tx, { productId, sum, count: own.length });
      }
      await recordInvalidation(tx, ctx, [...shown.keys()].map(tags.product), 'reviews imported');
    });
  }
}
