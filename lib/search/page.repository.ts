import { db, Prisma } from '#lib/platform/index.ts';
import type { SearchQuery } from './engine.ts';
import { misses, offerOf, order, source, unplacedIn } from './query.repository.ts';

type Row = { list: bigint | number; id: string; unplaced: bigint | number };

/** The products of one page, in order, of a list that is read and sorted whole. */
function sortedPage(query: SearchQuery, list: number): Prisma.Sql {
  const { from, where } = source(query);
  const fits = misses(query.filters).map(({ sql }) => Prisma.sql`NOT (${sql})`);
  const { page, pageSize, currency } = query;
  return Prisma.sql`(
    SELECT ${list} AS list, p.product_id AS id, 0 AS unplaced
    FROM ${from} JOIN ${offerOf(currency)}
    WHERE ${Prisma.join([where, ...fits], ' AND ')}
    ORDER BY ${order(query)} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize})`;
}

const featured = {
  index: Prisma.raw('search_product_facets_facet_position_newest_at_doc_idx'),
  order: Prisma.sql`c.position, c.newest_at DESC, c.doc DESC`,
};
const newest = {
  index: Prisma.raw('search_product_facets_facet_newest_at_doc_idx'),
  order: Prisma.sql`c.newest_at DESC, c.doc DESC`,
};

/** The index that a category's listing stands in already, in the order asked for. */
function standing({ categoryId, sort, listedIn = [] }: SearchQuery) {
  if (categoryId === undefined || (sort !== 'relevance' && sort !== 'newest')) return null;
  return sort === 'relevance' && listedIn.length > 0 ? featured : newest;
}

/**
 * The same of a listing that stands in order: tables in this order, from the first row to the page's last. Each row says
 * whether one of the listing does not know its place.
 */
function standingPage(query: SearchQuery, list: number): Prisma.Sql {
  const by = standing(query);
  if (!by) return sortedPage(query, list);
  const { categoryId, page, pageSize, currency } = query;
  const fits = misses(query.filters).map(({ sql }) => Prisma.sql`AND NOT (${sql})`);
  return Prisma.sql`(
    SELECT ${list} AS list, p.product_id AS id, ${unplacedIn(Prisma.sql`cf.id`)} IS NOT NULL AS unplaced
    FROM search_facets cf STRAIGHT_JOIN search_product_facets c FORCE INDEX (${by.index}) ON c.facet = cf.id
      STRAIGHT_JOIN search_products p ON p.doc = c.doc
      STRAIGHT_JOIN ${offerOf(currency)}
    WHERE cf.kind = 'category' AND cf.name = '' AND cf.value = ${categoryId} ${Prisma.join([Prisma.empty, ...fits], ' ')}
    ORDER BY ${by.order} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize})`;
}

async function read(statements: readonly Prisma.Sql[]): Promise<Row[]> {
  return statements.length > 0 ? db().$queryRaw<Row[]>`${Prisma.join(statements, ' UNION ALL ')}` : [];
}

/**
 * One page of each of these queries, in their order, in one statement; in a second one those of which an entry's place is
 * not known, as while a release that keeps none still writes.
 */
export async function findPages(queries: readonly SearchQuery[]): Promise<string[][]> {
  const rows = await read(queries.map(standingPage));
  const unplaced = new Set(rows.filter((row) => Number(row.unplaced) === 1).map(({ list }) => Number(list)));
  const sorted = await read(
    queries.flatMap((query, list) => (unplaced.has(list) ? [sortedPage(query, list)] : [])),
  );
  const idsOf = (list: number) =>
    (unplaced.has(list) ? sorted : rows).flatMap((row) => (Number(row.list) === list ? [row.id] : []));
  return queries.map((_, list) => idsOf(list));
}
