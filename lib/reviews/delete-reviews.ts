import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { addRatings } from '#lib/catalogue/index.ts';
import type { Ctx, Tx } from '#lib/platform/index.ts';
import { deleteByIds, findByEmails, lockByEmails } from './reviews.repository.ts';

/** Removes what these addresses wrote (at most 500 reviews), their stars, and the pages that show them. */
export async function deleteReviewsOf(tx: Tx, ctx: Ctx, emails: readonly string[]): Promise<void> {
  await lockByEmails(tx, emails);
  const reviews = await findByEmails(emails, 500, tx);
  await deleteByIds(
    tx,
    reviews.map(({ id }) => id),
  );
  const shown = reviews.filter(({ status }) => status === 'approved');
  for (const { productId, rating } of shown) await addRatings(tx, { productId, sum: -rating, count: -1 });
  await recordInvalidation(
    tx,
    ctx,
    shown.map(({ productId }) => tags.product(productId)),
    'reviews deleted with their account',
  );
}
