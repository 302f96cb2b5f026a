import { searchOrders } from './orders.repository.ts';
import { type OrderList, orderStatuses } from './types.ts';

const pageSize = 25;
const lastPage = 10_000;

/**
 * Orders, newest first, 25 a page. `q` is plain text: an order number (with or without #) or a part of the
 * email or name. An unknown status or a page out of range is brought into range, never an error.
 */
export async function listOrders(input: {
  q?: string | undefined;
  status?: string | undefined;
  page?: number | undefined;
}): Promise<OrderList> {
  const wanted = Math.trunc(Number(input.page ?? 1));
  const page = Number.isFinite(wanted) ? Math.min(Math.max(wanted, 1), lastPage) : 1;
  const q = (input.q ?? '').toWellFormed().trim().slice(0, 100);
  const status = orderStatuses.find((known) => known === input.status);
  const { orders, total } = await searchOrders({ q, page, size: pageSize, ...(status ? { status } : {}) });
  return { orders, page, pages: Math.max(1, Math.ceil(total / pageSize)), total };
}
