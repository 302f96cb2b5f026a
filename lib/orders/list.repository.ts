import { type DayRange, db, likeBeginning, Prisma } from '#lib/platform/index.ts';
import { type OrderListItem, orderStatuses } from './types.ts';

/** So many are found and counted at most: beyond that, the answer is to narrow the search. */
export const listedAtMost = 10_000;

/** `own`: of our monitor and load tests instead of shoppers'. Placed at `from` or later, and before `until`. */
export type Search = { q: string; status?: string; own?: boolean } & DayRange;
type Row = Omit<OrderListItem, 'status'> & { status: string };

const prefixColumns = ['email', 'name', 'family_name'];

// One look-up by index for each way to find an order; an OR of them would read the whole table.
function matching(q: string): Prisma.Sql {
  const number = /^#?\d{1,9}$/.test(q) ? Number(q.replace('#', '')) : -1;
  const byPrefix = prefixColumns.map(
    (column) =>
      Prisma.sql`(SELECT id FROM orders WHERE ${Prisma.raw(column)} LIKE ${likeBeginning(q)} LIMIT ${listedAtMost + 1})`,
  );
  return Prisma.sql`(
    (SELECT id FROM orders WHERE number = ${number}) UNION ${Prisma.join(byPrefix, ' UNION ')}
  ) AS found JOIN orders AS o ON o.id = found.id`;
}

/**
 * Whether more orders begin with a text than `matching` looks through: what else was asked for, of these only, may then be
 * missing.
 */
export async function isTooShort(q: string): Promise<boolean> {
  const counts = prefixColumns.map(
    (column) => Prisma.sql`(SELECT COUNT(*) FROM (
      SELECT 1 FROM orders WHERE ${Prisma.raw(column)} LIKE ${likeBeginning(q)} LIMIT ${listedAtMost + 1}) AS x)`,
  );
  const [row] = await db().$queryRaw<{ most: bigint }[]>`
    SELECT GREATEST(${Prisma.join(counts)}) AS most`;
  return Number(row?.most ?? 0) > listedAtMost;
}

const source = ({ q, status, own, from, until }: Search): Prisma.Sql => Prisma.sql`
  FROM ${q ? matching(q) : Prisma.sql`orders AS o`}
  WHERE ${own ? Prisma.sql`o.traffic IN ('synthetic', 'load')` : Prisma.sql`o.traffic = 'shopper'`}
    AND ${status ? Prisma.sql`o.status = ${status}` : Prisma.sql`TRUE`}
    AND ${from ? Prisma.sql`o.placed_at >= ${from}` : Prisma.sql`TRUE`}
    AND ${until ? Prisma.sql`o.placed_at < ${until}` : Prisma.sql`TRUE`}`;

const countStatement = (search: Search): Prisma.Sql => Prisma.sql`
  SELECT COUNT(*) AS total FROM (SELECT 1 ${source(search)} LIMIT ${listedAtMost + 1}) AS counted`;

const pageStatement = (search: Search, page: number, size: number): Prisma.Sql => Prisma.sql`
  SELECT o.id, o.number, o.status, o.email, o.name, o.total_minor AS totalMinor, o.currency,
         o.placed_at AS placedAt
  ${source(search)}
  ORDER BY o.placed_at DESC, o.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;

/**
 * A page of orders, newest first. `q` is plain text: an order's number, or how its email, name or family name begins.
 * `total` is `listedAtMost + 1` when there are more.
 */
export async function searchOrders({ page, size, ...search }: Search & { page: number; size: number }) {
  const [[counted], rows] = await Promise.all([
    db().$queryRaw<{ total: bigint }[]>(countStatement(search)),
    db().$queryRaw<Row[]>(pageStatement(search, page, size)),
  ]);
  const orders = rows.map((row): OrderListItem => {
    return { ...row, status: orderStatuses.find((known) => known === row.status) ?? 'placed' };
  });
  return { total: Number(counted?.total ?? 0), orders };
}

/** The ids of at most `take` orders that a search finds, newest first: of these the indexes know all that is asked for. */
export async function searchOrderIds(search: Search, take: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT o.id ${source(search)} ORDER BY o.placed_at DESC, o.id DESC LIMIT ${take}`;
  return rows.map(({ id }) => id);
}

/** Orders of the synthetic shopper that are not cancelled yet, oldest first. */
export async function findOpenSynthetic(
  placedAfter: Date,
  take: number,
): Promise<{ id: string; version: number }[]> {
  return db().order.findMany({
    where: { traffic: 'synthetic', placedAt: { gt: placedAfter }, status: { not: 'cancelled' } },
    orderBy: { placedAt: 'asc' },
    take,
    select: { id: true, version: true },
  });
}
