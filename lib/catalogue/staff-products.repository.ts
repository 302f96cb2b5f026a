import { lowStock, stockMarks } from '#lib/inventory/index.ts';
import { db, Prisma } from '#lib/platform/index.ts';
import type { SearchWords } from './catalogue.repository.ts';
import { likePattern } from './catalogue.repository.ts';
import type { StaffProductFilter } from './list-staff-products.ts';

/** Where a page goes on: the sort key and id of the product before it. */
export type Cursor = { key: string; id: string };

/** `most`: how many of those that fit a text are looked at. */
export type Found = { filter: StaffProductFilter; words: SearchWords | null; most: number };

const statuses = ['active', 'draft', 'archived'];
const allMarks = Array.from({ length: 8 }, (_, marks) => marks);
const marksWith = (bits: number) => allMarks.filter((marks) => (marks & bits) !== 0);

const sorts = {
  title: { key: Prisma.sql`p.title`, order: Prisma.sql`p.title, p.id`, all: Prisma.sql`sortKey, id` },
  updated: {
    key: Prisma.sql`p.updated_at`,
    order: Prisma.sql`p.updated_at DESC, p.id DESC`,
    all: Prisma.sql`sortKey DESC, id DESC`,
  },
};

const indexes = {
  status: {
    title: Prisma.sql`products_status_stock_marks_title_id_idx`,
    updated: Prisma.sql`products_status_stock_marks_updated_at_id_idx`,
  },
  vendor: {
    title: Prisma.sql`products_vendor_status_stock_marks_title_id_idx`,
    updated: Prisma.sql`products_vendor_status_stock_marks_updated_at_id_idx`,
  },
};

const everything = { from: Prisma.sql`products p`, where: Prisma.sql`TRUE` };

/**
 * The ranges of one index that a vendor, a status and a stock leave: as one condition, or each for itself, which is in
 * the order of the list. Null when all products are asked for.
 */
function indexed({ vendor, status, stock, sort }: StaffProductFilter) {
  if (!vendor && !status && !stock) return null;
  const some = status ? [status] : statuses;
  const marks = stock ? marksWith(stockMarks[stock]) : allMarks;
  const own = vendor ? Prisma.sql`p.vendor = ${vendor}` : Prisma.sql`TRUE`;
  return {
    from: Prisma.sql`products p FORCE INDEX (${indexes[vendor ? 'vendor' : 'status'][sort]})`,
    where: Prisma.sql`${own} AND p.status IN (${Prisma.join(some)}) AND p.stock_marks IN (${Prisma.join(marks)})`,
    ranges: some.flatMap((one) =>
      marks.map((mark) => Prisma.sql`${own} AND p.status = ${one} AND p.stock_marks = ${mark}`),
    ),
  };
}

function afterCursor({ sort }: StaffProductFilter, cursor: Cursor | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const { key, id } = cursor;
  if (sort === 'title') return Prisma.sql`p.title >= ${key} AND (p.title > ${key} OR p.id > ${id})`;
  const at = new Date(key);
  return Prisma.sql`p.updated_at <= ${at} AND (p.updated_at < ${at} OR p.id < ${id})`;
}

/** The products of a category, of a tag, or of both, from their own tables; null when neither is asked for. */
function members({ categoryId, tag }: StaffProductFilter): { from: Prisma.Sql; where: Prisma.Sql } | null {
  const inCategory = Prisma.sql`c.category_id = ${categoryId}`;
  const tagged = Prisma.sql`t.tag = ${tag}`;
  if (categoryId && tag) {
    const both = Prisma.sql`product_tags t JOIN product_categories c ON c.product_id = t.product_id`;
    return {
      from: Prisma.sql`${both} STRAIGHT_JOIN products p ON p.id = t.product_id`,
      where: Prisma.sql`${inCategory} AND ${tagged}`,
    };
  }
  if (categoryId) {
    const from = Prisma.sql`product_categories c STRAIGHT_JOIN products p ON p.id = c.product_id`;
    return { from, where: inCategory };
  }
  const from = Prisma.sql`product_tags t STRAIGHT_JOIN products p ON p.id = t.product_id`;
  return tag ? { from, where: tagged } : null;
}

/** What no index holds in the list's order: a category, a tag, a text. They cost what fits them, not the catalogue. */
function sought({ filter, words, most }: Found): { from: Prisma.Sql; where: Prisma.Sql } | null {
  const { q, categoryId, tag, vendor, status, stock } = filter;
  if (!q && !categoryId && !tag) return null;
  const all = [Prisma.sql`TRUE`];
  if (status) all.push(Prisma.sql`p.status = ${status}`);
  if (vendor) all.push(Prisma.sql`p.vendor = ${vendor}`);
  if (stock) all.push(Prisma.sql`p.stock_marks & ${stockMarks[stock]} <> 0`);
  const where = Prisma.join(all, ' AND ');
  const own = members(filter);
  if (!q) return own && { from: own.from, where: Prisma.sql`${own.where} AND ${where}` };
  const begins = likePattern(q).slice(1);
  const joined = [Prisma.sql`products p`];
  if (categoryId)
    joined.push(Prisma.sql`product_categories c ON c.product_id = p.id AND c.category_id = ${categoryId}`);
  if (tag) joined.push(Prisma.sql`product_tags t ON t.product_id = p.id AND t.tag = ${tag}`);
  const from = Prisma.join(joined, ' JOIN ');
  // Each way to find has its own index; one condition with OR, or IN a union, would be tried on every product.
  const ways = [
    Prisma.sql`SELECT p.id FROM ${from} WHERE p.handle LIKE ${begins}`,
    Prisma.sql`SELECT p.id FROM ${from} WHERE p.title LIKE ${begins}`,
    Prisma.sql`SELECT DISTINCT p.id FROM variants v JOIN ${from} ON p.id = v.product_id WHERE v.sku LIKE ${begins}`,
    ...(words?.match
      ? [
          Prisma.sql`SELECT p.id FROM ${from}
            WHERE MATCH(p.title, p.vendor, p.product_type) AGAINST (${words.match} IN BOOLEAN MODE)`,
        ]
      : []),
  ].map((way) => Prisma.sql`(${way} AND ${where} LIMIT ${most + 1})`);
  return {
    from: Prisma.sql`(${Prisma.join(ways, ' UNION ')}) sought JOIN products p ON p.id = sought.id`,
    where: Prisma.sql`TRUE`,
  };
}

/**
 * The statement of a page: ids in order, after the cursor. What a vendor, a status and a stock leave are ranges of one
 * index, each in the order of the list: a page is the first of them all. Exported for the tests of what it reads.
 */
export function pageQuery(found: Found, cursor: Cursor | null, take: number): Prisma.Sql {
  const { filter } = found;
  const { key, order, all } = sorts[filter.sort];
  const after = afterCursor(filter, cursor);
  const page = (from: Prisma.Sql, where: Prisma.Sql) => Prisma.sql`
    SELECT p.id, ${key} AS sortKey FROM ${from} WHERE ${where} AND ${after} ORDER BY ${order} LIMIT ${take}`;
  const some = sought(found);
  if (some) return page(some.from, some.where);
  const narrowed = indexed(filter);
  if (!narrowed) return page(everything.from, everything.where);
  const pages = narrowed.ranges.map((range) => Prisma.sql`(${page(narrowed.from, range)})`);
  return Prisma.sql`${Prisma.join(pages, ' UNION ALL ')} ORDER BY ${all} LIMIT ${take}`;
}

export async function findPage(found: Found, cursor: Cursor | null, take: number): Promise<Cursor[]> {
  const rows = await db().$queryRaw<{ id: string; sortKey: string | Date }[]>(pageQuery(found, cursor, take));
  return rows.map(({ id, sortKey }) => ({
    id,
    key: sortKey instanceof Date ? sortKey.toISOString() : sortKey,
  }));
}

/** How many fit, counted up to `most`. Exported for the tests of what it reads. */
export function countQuery(found: Found, most: number): Prisma.Sql {
  const { from, where } = sought(found) ?? indexed(found.filter) ?? everything;
  return Prisma.sql`SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${most}) counted`;
}

export async function countUpTo(found: Found, most: number): Promise<number> {
  const [row] = await db().$queryRaw<{ n: bigint }[]>(countQuery(found, most));
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

/** Exported for the test of what it reads. */
export function lowStockQuery(take: number): Prisma.Sql {
  const some = marksWith(stockMarks.out | stockMarks.low).map(
    (marks) => Prisma.sql`(
      SELECT p.id, p.title FROM products p FORCE INDEX (${indexes.status.updated})
      WHERE p.status = 'active' AND p.stock_marks = ${marks} ORDER BY p.updated_at DESC, p.id DESC LIMIT ${take})`,
  );
  return Prisma.sql`
    SELECT p.id AS productId, p.title, v.title AS variantTitle, v.sku, COALESCE(s.on_hand, 0) AS onHand
    FROM (${Prisma.join(some, ' UNION ALL ')}) p
      STRAIGHT_JOIN variants v ON v.product_id = p.id LEFT JOIN stock_items s ON s.sku = v.sku
    WHERE s.sku IS NULL OR (s.policy = 'deny' AND s.on_hand <= ${lowStock})
    ORDER BY onHand, v.sku LIMIT ${take}`;
}

/** Variants that run out, those with least first; of the products on sale that run out and were changed last. */
export function findLowStock(take: number) {
  return db().$queryRaw<
    { productId: string; title: string; variantTitle: string; sku: string; onHand: number }[]
  >(lowStockQuery(take));
}
