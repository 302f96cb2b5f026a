import { purgeNow } from '#lib/cache/index.ts';
import { type Ctx, problem, type Result } from '#lib/platform/index.ts';
import type { ModerateReviewError, StaffReview } from '#lib/reviews/index.ts';
import { conflict } from '../conflict.ts';

/** A review as it is now, when the pages that show it were purged; or why it was not changed. */
export async function changedReview(
  ctx: Ctx,
  done: Result<StaffReview, ModerateReviewError>,
): Promise<Response> {
  if (!done.ok) {
    if (done.error.kind === 'not_found') {
      return problem(404, 'review_not_found', 'There is no such review', 'Its writer may have deleted it.');
    }
    const { version, moderatedBy, moderatedAt } = done.error.current;
    return conflict('review', { version, updatedBy: moderatedBy ?? '', updatedAt: moderatedAt });
  }
  const { acknowledged, pages, durationMs } = await purgeNow(ctx);
  const { status, version } = done.value;
  return Response.json(
    { status, version, purge: { acknowledged, pages, durationMs } },
    { headers: { 'cache-control': 'no-store' } },
  );
}
