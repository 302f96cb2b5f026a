import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { addRatings } from '#lib/catalogue/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import type { ModerateReviewError } from './errors.ts';
import { findOneForStaff, writeDecision } from './reviews.repository.ts';
import type { StaffReview } from './types.ts';

const audited = ({ rating, title, body, status, reason }: StaffReview) => ({
  ...{ rating, title, body, status },
  ...(reason === '' ? {} : { reason }),
});

/**
 * Shows a review or keeps it from being shown, with audit row, the product's stars, and the invalidation of the pages
 * that show them. The decision it has already writes nothing.
 */
export function moderateReview(
  ctx: Ctx,
  {
    id,
    decision,
    reason = '',
    expectedVersion,
  }: { id: string; decision: 'approved' | 'rejected'; reason?: string; expectedVersion: number },
): Promise<Result<StaffReview, ModerateReviewError>> {
  return withTransaction(async (tx) => {
    const before = await findOneForStaff(id, tx);
    if (!before) return err({ kind: 'not_found' as const });
    const stale = () => err({ kind: 'version_conflict' as const, current: before });
    if (before.version !== expectedVersion) return stale();
    if (before.status === decision) return ok(before);
    if (!(await writeDecision(tx, ctx, before, { status: decision, reason: reason.trim() }))) return stale();
    const after = await findOneForStaff(id, tx);
    if (!after) throw new Error(`Review ${id} is gone within its own transaction`);
    await recordAudit(tx, ctx, {
      action: `review.${decision}`,
      subject: `review:${id}`,
      before: audited(before),
      after: audited(after),
    });
    const count = Number(decision === 'approved') - Number(before.status === 'approved');
    if (count !== 0) {
      const productId = before.product.id;
      await addRatings(tx, { productId, sum: count * before.rating, count });
      await recordInvalidation(tx, ctx, [tags.product(productId)], 'review moderated');
    }
    return ok(after);
  });
}
