import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import type { ModerateReviewError } from './errors.ts';
import { findOneForStaff, writeReply } from './reviews.repository.ts';
import type { StaffReview } from './types.ts';

/**
 * Writes what the shop answers to a review (empty: nothing any more), with audit row and, when the review is shown, the
 * invalidation of the pages that show it. The answer it has already writes nothing.
 */
export function replyToReview(
  ctx: Ctx,
  { id, reply: given, expectedVersion }: { id: string; reply: string; expectedVersion: number },
): Promise<Result<StaffReview, ModerateReviewError>> {
  const reply = given.trim();
  return withTransaction(async (tx) => {
    const before = await findOneForStaff(id, tx);
    if (!before) return err({ kind: 'not_found' as const });
    const stale = () => err({ kind: 'version_conflict' as const, current: before });
    if (before.version !== expectedVersion) return stale();
    if (before.reply === reply) return ok(before);
    if (!(await writeReply(tx, ctx, before, reply))) return stale();
    const after = await findOneForStaff(id, tx);
    if (!after) throw new Error(`Review ${id} is gone within its own transaction`);
    await recordAudit(tx, ctx, {
      action: 'review.answered',
      subject: `review:${id}`,
      before: { reply: before.reply },
      after: { reply },
    });
    if (before.status === 'approved') {
      await recordInvalidation(tx, ctx, [tags.product(before.product.id)], 'review answered');
    }
    return ok(after);
  });
}
