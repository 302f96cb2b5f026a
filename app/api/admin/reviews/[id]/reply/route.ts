import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { readJson } from '#lib/platform/index.ts';
import { replySchema, replyToReview } from '#lib/reviews/index.ts';
import { changedReview } from '../../review-answers.ts';

/** The shop's answer below a review; an empty one takes it away. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'reviews.moderate');
  if (!staff.ok) return staff.error;
  const body = await readJson(request, replySchema);
  if (!body.ok) return body.error;
  const ctx = staffContext(staff.value);
  return changedReview(ctx, await replyToReview(ctx, { id: (await params).id, ...body.value }));
}
