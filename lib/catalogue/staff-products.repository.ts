import { lowStock, stockMarks } from '#lib/inventory/index.ts';
import { db, idTable, likeBeginning, Prisma } from '#lib/platform/index.ts';
import type { SearchWords } from './catalogue.repository.ts';
import { likePattern } from './catalogue.repository.ts';
import type { StaffProductFilter } from './list-staff-products.ts';

/** Where a page goes on: the sort key and id of the product before it. */
export type Cursor = { key: string; id: string };

/** How many of those that fit a text are looked at: `told`, by its words; `most`, of each way that it begins something. */
export type Found = { filter: StaffProductFilter; words: SearchWords | null; told: number; most: number };

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
  all: { title: Prisma.sql`products_title_id_idx`, updated: Prisma.sql`products_updated_at_id_idx` },
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

type Sort = StaffProductFilter['sort'];

function afterCursor(sort: Sort, cursor: Cursor | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const { key, id } = cursor;
  if (sort === 'title') return Prisma.sql`p.title >= ${key} AND (p.title > ${key} OR p.id > ${id})`;
  const at = new Date(key);
  return Prisma.sql`p.updated_at <= ${at} AND (p.updated_at < ${at} OR p.id < ${id})`;
}

function untilCursor(sort: Sort, cursor: Cursor | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`TRUE`;
  const { key, id } = cursor;
  if (sort === 'title') return Prisma.sql`p.title <= ${key} AND (p.title < ${key} OR p.id <= ${id})`;
  const at = new Date(key);
  return Prisma.sql`p.updated_at >= ${at} AND (p.updated_at > ${at} OR p.id >= ${id})`;
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

/** What status, vendor and stock ask of a product, by its row. */
function narrowing({ vendor, status, stock }: StaffProductFilter): Prisma.Sql {
  const all = [Prisma.sql`TRUE`];
  if (status) all.push(Prisma.sql`p.status = ${status}`);
  if (vendor) all.push(Prisma.sql`p.vendor = ${vendor}`);
  if (stock) all.push(Prisma.sql`p.stock_marks & ${stockMarks[stock]} <> 0`);
  return Prisma.join(all, ' AND ');
}

/** Products `p` of the category and the tag that are asked for. */
function among({ categoryId, tag }: StaffProductFilter): Prisma.Sql {
  const joined = [Prisma.sql`products p`];
  if (categoryId)
    joined.push(Prisma.sql`product_categories c ON c.product_id = p.id AND c.category_id = ${categoryId}`);
  if (tag) joined.push(Prisma.sql`product_tags t ON t.product_id = p.id AND t.tag = ${tag}`);
  return Prisma.join(joined, ' JOIN ');
}

/**
 * What fits a text, at most one more of each way to find it than is looked at: an index for each, since one condition with
 * OR, or IN a union, would be tried on every product. Exported for the test of what it reads.
 */
export function textQuery({ filter, words, told: toldMost, most }: Found): Prisma.Sql {
  const { q, status, vendor, stock, categoryId, tag } = filter;
  const begins = likeBeginning(q);
  const from = among(filter);
  // A variant knows its product's id: without a filter the product need not be read.
  const ofVariants =
    status || vendor || stock || categoryId || tag
      ? Prisma.sql`variants v JOIN ${from} ON p.id = v.product_id`
      : Prisma.sql`variants v`;
  const way = (select: Prisma.Sql, bound = most) => Prisma.sql`
    (SELECT JSON_ARRAYAGG(id) FROM (${select} AND ${narrowing(filter)} LIMIT ${bound + 1}) found)`;
  const told = Prisma.sql`SELECT p.id FROM ${from}
    WHERE MATCH(p.title, p.vendor, p.product_type) AGAINST (${words?.match ?? ''} IN BOOLEAN MODE)`;
  return Prisma.sql`SELECT
    ${way(Prisma.sql`SELECT p.id FROM ${from} WHERE p.handle LIKE ${begins}`)} AS handle,
    ${way(Prisma.sql`SELECT p.id FROM ${from} WHERE p.title LIKE ${begins}`)} AS title,
    ${way(Prisma.sql`SELECT DISTINCT v.product_id AS id FROM ${ofVariants} WHERE v.sku LIKE ${begins}`)} AS sku,
    ${words?.match ? way(told, toldMost) : Prisma.sql`NULL`} AS told`;
}

/** The ids of what fits a text, and how many fit by their words: one more than `found.told` for more than are looked at. */
export async function findByText(found: Found): Promise<{ ids: string[]; told: number }> {
  type Way = 'handle' | 'title' | 'sku' | 'told';
  const [row] = await db().$queryRaw<Record<Way, string | null>[]>(textQuery(found));
  const idsOf = (way: Way) => JSON.parse(row?.[way] ?? '[]') as string[];
  const told = idsOf('told');
  return {
    ids: [...new Set([...idsOf('handle'), ...idsOf('title'), ...idsOf('sku'), ...told])],
    told: told.length,
  };
}

/** What no index holds in the list's order: a category, a tag, what fits a text. They cost what fits, not the catalogue. */
function listed(
  filter: StaffProductFilter,
  ids?: readonly string[],
): { from: Prisma.Sql; where: Prisma.Sql } | null {
  if (ids)
    return { from: Prisma.sql`${idTable(ids)} JOIN products p ON p.id = j.id`, where: Prisma.sql`TRUE` };
  const own = members(filter);
  return own && { from: own.from, where: Prisma.sql`${own.where} AND ${narrowing(filter)}` };
}

/**
 * The statement of a page: ids in order, after the cursor. What a vendor, a status and a stock leave are ranges of one
 * index, each in the order of the list: a page is the first of them all. Exported for the tests of what it reads.
 */
export function pageQuery(
  filter: StaffProductFilter,
  cursor: Cursor | null,
  take: number,
  ids?: readonly string[],
): Prisma.Sql {
  const { key, order, all } = sorts[filter.sort];
  const after = afterCursor(filter.sort, cursor);
  const page = (from: Prisma.Sql, where: Prisma.Sql) => Prisma.sql`
    SELECT p.id, ${key} AS sortKey FROM ${from} WHERE ${where} AND ${after} ORDER BY ${order} LIMIT ${take}`;
  const some = listed(filter, ids);
  if (some) return page(some.from, some.where);
  const narrowed = indexed(filter);
  if (!narrowed) return page(everything.from, everything.where);
  const pages = narrowed.ranges.map((range) => Prisma.sql`(${page(narrowed.from, range)})`);
  return Prisma.sql`${Prisma.join(pages, ' UNION ALL ')} ORDER BY ${all} LIMIT ${take}`;
}

async function findInOrder(query: Prisma.Sql): Promise<Cursor[]> {
  const rows = await db().$queryRaw<{ id: string; sortKey: string | Date }[]>(query);
  return rows.map(({ id, sortKey }) => ({
    id,
    key: sortKey instanceof Date ? sortKey.toISOString() : sortKey,
  }));
}

/** @param ids what fits a text, where there is one. */
export function findPage(
  filter: StaffProductFilter,
  cursor: Cursor | null,
  take: number,
  ids?: readonly string[],
): Promise<Cursor[]> {
  return findInOrder(pageQuery(filter, cursor, take, ids));
}

/** Of the next `most` products in the list's order the last, or none. Exported for the test of what it reads. */
export const windowQuery = ({ sort }: StaffProductFilter, cursor: Cursor | null, most: number) => Prisma.sql`
  SELECT p.id, ${sorts[sort].key} AS sortKey FROM products p FORCE INDEX (${indexes.all[sort]})
  WHERE ${afterCursor(sort, cursor)} ORDER BY ${sorts[sort].order} LIMIT 1 OFFSET ${most - 1}`;

/** Whether a product is found by a text, by its row: as the index of its words finds it, they begin with a letter or digit. */
function fits({ filter: { q }, words }: Found): Prisma.Sql {
  const begins = likeBeginning(q);
  const text = Prisma.sql`CONCAT_WS(' ', p.title, p.vendor, p.product_type)`;
  const spaced = Prisma.sql`CONCAT(' ', REGEXP_REPLACE(${text}, ${'[^\\p{L}\\p{M}\\p{N}_]+'}, ' '))`;
  const told = (words?.match ?? '').split(' ').flatMap((word) => {
    const start = likePattern(word.slice(1, -1));
    // The second is dearer, and asked only where the first is true.
    return [Prisma.sql`${text} LIKE ${start}`, Prisma.sql`${spaced} LIKE ${`% ${start.slice(1)}`}`];
  });
  return Prisma.sql`(p.handle LIKE ${begins} OR p.title LIKE ${begins} OR (${Prisma.join(told, ' AND ')})
    OR ((SELECT 1 FROM variants WHERE sku LIKE ${begins} LIMIT 1) IS NOT NULL
      AND EXISTS (SELECT 1 FROM variants v WHERE v.product_id = p.id AND v.sku LIKE ${begins})))`;
}

/** What fits a text, come across in the order of the list, as far as `end`. Exported for the test of what it reads. */
export function walkQuery(found: Found, cursor: Cursor | null, end: Cursor | null, take: number): Prisma.Sql {
  const { filter } = found;
  const { key, order } = sorts[filter.sort];
  return Prisma.sql`
    SELECT p.id, ${key} AS sortKey FROM products p FORCE INDEX (${indexes.all[filter.sort]})
    WHERE ${afterCursor(filter.sort, cursor)} AND ${untilCursor(filter.sort, end)}
      AND ${narrowing(filter)} AND ${fits(found)}
    ORDER BY ${order} LIMIT ${take}`;
}

/** How many windows are walked for one page. */
const windows = 5;

/**
 * The next page of what fits a text that many products fit, from windows of the next `most` products: fewer when there are
 * no more in five of them, then `goesOn` is where the rest begins. Null when there are none in the first `empty`.
 */
export async function walkPage(
  found: Found,
  cursor: Cursor | null,
  take: number,
  { most, empty }: { most: number; empty: number },
): Promise<{ page: Cursor[]; goesOn: Cursor | null } | null> {
  const page: Cursor[] = [];
  let from = cursor;
  for (let times = 1; times <= windows; times++) {
    const [end = null] = await findInOrder(windowQuery(found.filter, from, most));
    page.push(...(await findInOrder(walkQuery(found, from, end, take - page.length))));
    if (page.length === take || end === null) return { page, goesOn: null };
    if (page.length === 0 && times >= empty) return null;
    from = end;
  }
  return { page, goesOn: from };
}

/**
 * A page of all that fits a text by its words, put in order, and of `ids`, which fit as well: it costs what fits. Exported for
 * the test of what it reads.
 */
export function sortedQuery(
  { filter, words }: Found,
  cursor: Cursor | null,
  take: number,
  ids: readonly string[],
): Prisma.Sql {
  const { key, order, all } = sorts[filter.sort];
  const from = among(filter);
  return Prisma.sql`
    (SELECT p.id, ${key} AS sortKey FROM ${from}
      WHERE MATCH(p.title, p.vendor, p.product_type) AGAINST (${words?.match ?? ''} IN BOOLEAN MODE)
        AND ${narrowing(filter)} AND ${afterCursor(filter.sort, cursor)} ORDER BY ${order} LIMIT ${take})
    UNION (${pageQuery(filter, cursor, take, ids)})
    ORDER BY ${all} LIMIT ${take}`;
}

export function findSorted(
  found: Found,
  cursor: Cursor | null,
  take: number,
  ids: readonly string[],
): Promise<Cursor[]> {
  return findInOrder(sortedQuery(found, cursor, take, ids));
}

/** How many fit what is no text, counted up to `most`. Exported for the tests of what it reads. */
export function countQuery(filter: StaffProductFilter, most: number): Prisma.Sql {
  const { from, where } = listed(filter) ?? indexed(filter) ?? everything;
  return Prisma.sql`SELECT COUNT(*) AS n FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${most}) counted`;
}

/** How many there are, counted no further than `most`: that many then means as many or more. */
export async function countUpTo(filter: StaffProductFilter, most: number): Promise<number> {
  const [row] = await db().$queryRaw<{ n: bigint }[]>(countQuery(filter, most));
  return Number(row?.n ?? 0);
}

/** What staff's list shows of these products, in no order; at most 500 variants each. */
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
