import type { DayRange } from '#lib/platform/index.ts';
import { isTooShort, listedAtMost, type Search, searchOrders } from './list.repository.ts';
import { type OrderList, orderStatuses } from './types.ts';

const pageSize = 25;

/** What is asked of the list; see `listOrders`. */
export type OrderFilter = {
  q?: string | undefined;
  status?: string | undefined;
  own?: boolean | undefined;
} & DayRange;

/** The filter as the database is asked: no text or status it could choke on. */
export function searchOf({ q = '', status, own, from, until }: OrderFilter): Search {
  const known = orderStatuses.find((one) => one === status);
  return {
    q: q.toWellFormed().trim().slice(0, 100),
    own: own === true,
    ...(known ? { status: known } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
}

/**
 * Orders, newest first, 25 a page. `q` is plain text: an order number (with or without #) or how the email, name or
 * family name begins; `from` and `until` are when they were placed. `more` says that there are more than the `total` of
 * 10,000 that can be paged through, `partial` that so many begin with `q` that not all of them were looked through. An
 * unknown status or a page out of range is brought into range, never an error. Shoppers' orders, or with `own` those that
 * our own monitor and load tests placed.
 */
export async function listOrders(input: OrderFilter & { page?: number | undefined }): Promise<OrderList> {
  const wanted = Math.trunc(Number(input.page ?? 1));
  const page = Number.isFinite(wanted) ? Math.min(Math.max(wanted, 1), listedAtMost / pageSize) : 1;
  const search = searchOf(input);
  const found = await searchOrders({ ...search, page, size: pageSize });
  const total = Math.min(found.total, listedAtMost);
  const more = found.total > listedAtMost;
  return {
    orders: found.orders,
    page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
    total,
    more,
    partial: !more && search.q !== '' && (await isTooShort(search.q)),
  };
}
