import { db, Prisma } from '#lib/platform/index.ts';
import type { SearchWords } from './catalogue.repository.ts';
import { likePattern } from './catalogue.repository.ts';
import type { StaffProductFilter } from './list-staff-products.ts';

/** Where a page goes on: the sort key and id of the product before it. */
export type Cursor = { key: string; id: string };

/** Few enough to order before you run out. */
export const lowStock = 5;

type Found = { filter: StaffProductFilter; words: SearchWords | null };

const stockedAs = (condition: Prisma.Sql) => Prisma.sql`
  SELECT v.product_id AS id FROM stock_items s STRAIGHT_JOIN variants v ON v.sku = s.sku WHERE ${condition}`;
// Few are out or low: their stock rows lead to them, in this order of tables. Most have some: they are looked at in order until there are enough.
const runningOut: Record<'out' | 'low', Prisma.Sql> = {
  out: Prisma.sql`${stockedAs(Prisma.sql`s.policy = 'deny' AND s.on_hand <= 0`)} UNION
    SELECT v.product_id FROM variants v LEFT JOIN stock_items s ON s.sku = v.sku WHERE s.sku IS NULL`,
  low: stockedAs(Prisma.sql`s.policy = 'deny' AND s.on_hand BETWEEN 1 AND ${lowStock} GROUP BY v.product_id`),
};

/** Where products are looked for, and what they must be. */
function looked({ filter, words }: Found): { from: Prisma.Sql; all: Prisma.Sql[] } {
  const { q, status, categoryId, vendor, tag, stock } = filter;
  let from = Prisma.sql`products p`;
  const all: Prisma.Sql[] = [];
  if (status) all.push(Prisma.sql`p.status = ${status}`);
  if (vendor) all.push(Prisma.sql`p.vendor = ${vendor}`);
  if (tag) all.push(Prisma.sql`JSON_CONTAINS(p.tags, ${JSON.stringify(tag)})`);
  if (categoryId) {
    all.push(
      Prisma.sql`p.id IN (SELECT c.product_id FROM product_categories c WHERE c.category_id = ${categoryId})`,
    );
  }
  if (stock === 'in') {
    all.push(Prisma.sql`EXISTS (SELECT 1 FROM variants v JOIN stock_items s ON s.sku = v.sku
      WHERE v.product_id = p.id AND (s.on_hand > 0 OR s.policy <> 'deny'))`);
  } else if (stock) {
    from = Prisma.sql`${from} JOIN (${runningOut[stock]}) stocked ON stocked.id = p.id`;
  }
  if (q) {
    const begins = likePattern(q).slice(1);
    // Each way to find has its own index; one condition with OR, or IN a union, would be tried on every product.
    const ways = [
      Prisma.sql`SELECT id FROM products WHERE handle LIKE ${begins}`,
      Prisma.sql`SELECT id FROM products WHERE title LIKE ${begins}`,
      Prisma.sql`SELECT product_id FROM variants WHERE sku LIKE ${begins}`,
      ...(words?.match
        ? [
            Prisma.sql`SELECT id FROM products
              WHERE MATCH(title, vendor, product_type) AGAINST (${words.match} IN BOOLEAN MODE)`,
          ]
        : []),
    ];
    from = Prisma.sql`${from} JOIN (${Prisma.join(ways, ' UNION ')}) sought ON sought.id = p.id`;
  }
  return { from, all: all.length > 0 ? all : [Prisma.sql`TRUE`] };
}

/** The statement of a page: ids in order, after the cursor. Exported for the test of its plan. */
export function pageQuery(found: Found, cursor: Cursor | null, take: number): Prisma.Sql {
  const { from, all: where } = looked(found);
  if (found.filter.sort === 'title') {
    if (cursor) {
      where.push(Prisma.sql`p.title >= ${cursor.key} AND (p.title > ${cursor.key} OR p.id > ${cursor.id})`);
    }
    return Prisma.sql`SELECT p.id, p.title AS sortKey FROM ${from}
      WHERE ${Prisma.join(where, ' AND ')} ORDER BY p.title, p.id LIMIT ${take}`;
  }
  if (cursor) {
    const at = new Date(cursor.key);
    where.push(Prisma.sql`p.updated_at <= ${at} AND (p.updated_at < ${at} OR p.id < ${cursor.id})`);
  }
  return Prisma.sql`SELECT p.id, p.updated_at AS sortKey FROM ${from}
    WHERE ${Prisma.join(where, ' AND ')} ORDER BY p.updated_at DESC, p.id DESC LIMIT ${take}`;
}

export async function findPage(found: Found, cursor: Cursor | null, take: number): Promise<Cursor[]> {
  const rows = await db().$queryRaw<{ id: string; sortKey: string | Date }[]>(pageQuery(found, cursor, take));
  return rows.map(({ id, sortKey }) => ({
    id,
    key: sortKey instanceof Date ? sortKey.toISOString() : sortKey,
  }));
}

/** How many fit, counted up to `most`. */
export async function countUpTo(found: Found, most: number): Promise<number> {
  const { from, all } = looked(found);
  const [row] = await db().$queryRaw<{ n: bigint }[]>`
    SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${Prisma.join(all, ' AND ')} LIMIT ${most}) counted`;
  return Number(row?.n ?? 0);
}

export function findStaffRows(ids: readonly string[]) {
  return db().product.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      handle: true,
      title: true,
      status: true,
      vendor: true,
      version: true,
      variants: { orderBy: { position: 'asc' }, take: 500 },
    },
  });
}

/** Variants that run out, those with least first; of products on sale. */
export function findLowStock(take: number) {
  return db().$queryRaw<
    { productId: string; title: string; variantTitle: string; sku: string; onHand: number }[]
  >`
    SELECT v.product_id AS productId, p.title, v.title AS variantTitle, s.sku, s.on_hand AS onHand
    FROM stock_items s JOIN variants v ON v.sku = s.sku JOIN products p ON p.id = v.product_id
    WHERE s.policy = 'deny' AND s.on_hand <= ${lowStock} AND p.status = 'active'
    ORDER BY s.on_hand, s.sku LIMIT ${take}`;
}
