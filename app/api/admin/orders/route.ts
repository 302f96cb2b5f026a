import { z } from 'zod';
import { requireStaffApi } from '#lib/auth/index.ts';
import { listOrders } from '#lib/orders/index.ts';
import { problem } from '#lib/platform/index.ts';
import { orderFilterOf } from './order-filter.ts';

const pageSchema = z.coerce.number().int().min(1).max(10_000).optional();

/** Orders, newest first: `?q=&status=&whose=&from=&to=&page=`, the days in the shop's time zone and both included. */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'orders.view');
  if (!staff.ok) return staff.error;
  const filter = orderFilterOf(request);
  if (!filter.ok) return filter.error;
  const page = pageSchema.safeParse(new URL(request.url).searchParams.get('page') ?? undefined);
  if (!page.success) {
    return problem(422, 'invalid_input', 'Some parameters are not right', z.prettifyError(page.error));
  }
  const list = await listOrders({ ...filter.value, page: page.data });
  return Response.json(list, { headers: { 'cache-control': 'no-store' } });
}
