import { z } from 'zod';
import { requireStaffApi } from '#lib/auth/index.ts';
import { orderTimeline } from '#lib/orders/index.ts';
import { problem } from '#lib/platform/index.ts';

const idSchema = z.uuid();

/** One order's events and effects. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const staff = await requireStaffApi(request, 'orders.view');
  if (!staff.ok) return staff.error;
  const id = idSchema.safeParse((await params).id);
  const timeline = id.success ? await orderTimeline(id.data) : null;
  if (!timeline) return problem(404, 'order_not_found', 'There is no such order');
  return Response.json(timeline, { headers: { 'cache-control': 'no-store' } });
}
