import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { isTooShort, listedAtMost, searchOrderIds } from './list.repository.ts';
import { type OrderFilter, searchOf } from './list-orders.ts';
import { orderCsvHead, orderCsvLine, orderCsvNotice } from './order-csv.ts';
import { findOrdersById } from './orders.repository.ts';
import { toLoaded } from './views.ts';

/** So many orders a file has at most. */
export const exportedAtMost = 50_000;
const batch = 200;
const shown = (many: number) => many.toLocaleString('en-IE');

/**
 * The orders that `listOrders` lists, newest first, as the pieces of a CSV file, read as they are asked for. Which they are
 * is settled at once, and written into the audit log, since customers' names leave the shop. A file that is not whole
 * (`whole`), because more fit than `atMost` or than the text is looked up in, says so in its last line.
 */
export async function exportOrders(
  ctx: Ctx,
  filter: OrderFilter,
  atMost = exportedAtMost,
): Promise<{ whole: boolean; pieces: AsyncGenerator<string, undefined> }> {
  const search = searchOf(filter);
  const [found, partial] = await Promise.all([
    searchOrderIds(search, atMost + 1),
    search.q === '' ? false : isTooShort(search.q),
  ]);
  const ids = found.slice(0, atMost);
  const more = found.length > atMost;
  await withTransaction((tx) =>
    recordAudit(tx, ctx, {
      action: 'orders.exported',
      subject: 'export:orders',
      before: null,
      after: {
        orders: ids.length,
        text: search.q,
        status: search.status ?? null,
        placedFrom: search.from ?? null,
        placedBefore: search.until ?? null,
        ofOurOwn: search.own === true,
      },
    }),
  );
  const notices = [
    ...(more ? [`More orders fit: these are the newest ${shown(atMost)}. Choose fewer days.`] : []),
    ...(partial ? [`More than ${shown(listedAtMost)} orders begin like this: some may be missing.`] : []),
  ];
  return { whole: notices.length === 0, pieces: pieces(ids, notices) };
}

async function* pieces(
  ids: readonly string[],
  notices: readonly string[],
): AsyncGenerator<string, undefined> {
  yield orderCsvHead;
  for (let at = 0; at < ids.length; at += batch) {
    const some = ids.slice(at, at + batch);
    const orders = await findOrdersById(some);
    yield some
      .map((id) => orders.get(id))
      .map((order) => (order ? orderCsvLine(toLoaded(order).view) : ''))
      .join('');
  }
  yield notices.map(orderCsvNotice).join('');
}
