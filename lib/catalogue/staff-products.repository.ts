import { db, Prisma } from '#lib/platform/index.ts';
import type { SearchWords } from './catalogue.repository.ts';
import { likePattern } from './catalogue.repository.ts';
import type { StaffProductFilter } from './list-staff-products.ts';

/** Where a page goes on: the sort key and id of the product before it. */
export type Cursor = { key: string; id: string };

/** Few enough to order before you run out. */
export const lowStock = 5;

type Found = { filter: StaffProductFilter; words: SearchWords | null };

const stockOf: Record<Exclude<StaffProductFilter['stock'], ''>, Prisma.Sql> = {
  out: Prisma.sql`COALESCE(s.policy, 'deny') = 'deny' AND COALESCE(s.on_hand, 0) <= 0`,
  low: Prisma.sql`s.policy = 'deny' AND s.on_hand BETWEEN 1 AND ${lowStock}`,
  in: Prisma.sql`(s.on_hand > 0 OR s.policy <> 'deny')`,
};

function conditions({ filter, words }: Found): Prisma.Sql[] {
  const { q, status, categoryId, vendor, tag, stock } = filter;
  const all: Prisma.Sql[] = [];
  if (status) all.push(Prisma.sql`p.status = ${status}`);
  if (vendor) all.push(Prisma.sql`p.vendor = ${vendor}`);
  if (tag) all.push(Prisma.sql`JSON_CONTAINS(p.tags, ${JSON.stringify(tag)})`);
  if (categoryId) {
    all.push(
      Prisma.sql`p.id IN (SELECT c.product_id FROM product_categories c WHERE c.category_id = ${categoryId})`,
    );
  }
  if (stock) {
    all.push(Prisma.sql`EXISTS (SELECT 1 FROM variants v LEFT JOIN stock_items s ON s.sku = v.sku
      WHERE v.product_id = p.id AND ${stockOf[stock]})`);
  }
  if (q) {
    const begins = likePattern(q).slice(1);
    // Each way to find has its own index; one condition with OR would read every product.
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
    all.push(Prisma.sql`p.id IN (${Prisma.join(ways, ' UNION ')})`);
  }
  return all.length > 0 ? all : [Prisma.sql`TRUE`];
}

/** The statement of a page: ids in order, after the cursor. Exported for the test of its plan. */
export function pageQuery(found: Found, cursor: Cursor | null, take: number): Prisma.Sql {
  const where = conditions(found);
  if (found.filter.sort === 'title') {
    if (cursor) {
      where.push(Prisma.sql`p.title >= ${cursor.key} AND (p.title > ${cursor.key} OR p.id > ${cursor.id})`);
    }
    return Prisma.sql`SELECT p.id, p.title AS sortKey FROM products p
      WHERE ${Prisma.join(where, ' AND ')} ORDER BY p.title, p.id LIMIT ${take}`;
  }
  if (cursor) {
    const at = new Date(cursor.key);
    where.push(Prisma.sql`p.updated_at <= ${at} AND (p.updated_at < ${at} OR p.id < ${cursor.id})`);
  }
  return Prisma.sql`SELECT p.id, p.updated_at AS sortKey FROM products p
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
  const [row] = await db().$queryRaw<{ n: bigint }[]>`
    SELECT COUNT(*) AS n FROM (
      SELECT 1 FROM products p WHERE ${Prisma.join(conditions(found), ' AND ')} LIMIT ${most}) counted`;
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
