import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { moderateReview, moderationSchema } from '#lib/reviews/index.ts';
import { changedReview } from '../review-answers.ts';

/** Publishes a review, or keeps it from being shown, with the reason. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'reviews.moderate');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, moderationSchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return changedReview(ctx, await moderateReview(ctx, { id: (await params).id, ...body.value }));
}
