import { listedAtMost, searchOrders } from './list.repository.ts';
import { type OrderList, orderStatuses } from './types.ts';

const pageSize = 25;

/**
 * Orders, newest first, 25 a page. `q` is plain text: an order number (with or without #) or how the email, name or
 * family name begins. `more` says that there are more than the `total` of 10,000 that can be paged through. An unknown
 * status or a page out of range is brought into range, never an error. Shoppers' orders, or with `own` those that our own
 * monitor and load tests placed.
 */
export async function listOrders(input: {
  q?: string | undefined;
  status?: string | undefined;
  page?: number | undefined;
  own?: boolean | undefined;
}): Promise<OrderList> {
  const wanted = Math.trunc(Number(input.page ?? 1));
  const page = Number.isFinite(wanted) ? Math.min(Math.max(wanted, 1), listedAtMost / pageSize) : 1;
  const q = (input.q ?? '').toWellFormed().trim().slice(0, 100);
  const status = orderStatuses.find((known) => known === input.status);
  const found = await searchOrders({
    q,
    page,
    size: pageSize,
    own: input.own === true,
    ...(status ? { status } : {}),
  });
  const total = Math.min(found.total, listedAtMost);
  return {
    orders: found.orders,
    page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
    total,
    more: found.total > listedAtMost,
  };
}
