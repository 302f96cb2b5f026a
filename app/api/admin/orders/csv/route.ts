import { requireStaffApi, staffContext } from '#lib/auth/index.ts';
import { exportOrders } from '#lib/orders/index.ts';
import { streamed } from '../../streamed.ts';
import { orderFilterOf } from '../order-filter.ts';

/** The orders that the list shows under the same filter, as a file; each is written into the audit log. */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaffApi(request, 'orders.view');
  if (!staff.ok) return staff.error;
  const filter = orderFilterOf(request);
  if (!filter.ok) return filter.error;
  const { whole, pieces } = await exportOrders(staffContext(staff.value), filter.value);
  return streamed(pieces, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${whole ? 'orders' : 'orders-not-all'}.csv"`,
  });
}
