import { z } from 'zod';
import { requireStaffApi } from '#lib/auth/index.ts';
import { listOrders, orderStatuses } from '#lib/orders/index.ts';
import { problem } from '#lib/platform/index.ts';

const querySchema = z.object({
  q: z.string().max(100).optional(),
  status: z.enum(orderStatuses).optional(),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
});

/** Orders, newest first: `?q=&status=&page=`. */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'orders.view');
  if (!staff.ok) return staff.error;
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) {
    return problem(422, 'invalid_input', 'Some parameters are not right', z.prettifyError(query.error));
  }
  return Response.json(await listOrders(query.data), { headers: { 'cache-control': 'no-store' } });
}
