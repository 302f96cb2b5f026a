import { db, Prisma } from '#lib/platform/index.ts';
import type { FacetKind, SearchFilters, SearchQuery } from './engine.ts';
import type { Hit } from './hits.repository.ts';
import { missed, misses, offerOf, source } from './query.repository.ts';

export type Counts = {
  total: number;
  min: number | null;
  max: number | null;
  inStock: number;
  facets: { kind: FacetKind; name: string; value: string; count: number }[];
};

type FacetRow = { kind: FacetKind; name: string; value: string; count: bigint };
type TotalRow = { count: bigint | null; min: bigint | null; max: bigint | null; inStock: bigint | null };

const number = (found: bigint | null | undefined) => (found == null ? null : Number(found));

/** So many values are counted for a page. */
export const mostFacets = 500;

/** Counts by value, the most frequent first, at most 500; one may come twice, of what fits and of what misses it. */
function facetsOf(rows: readonly FacetRow[]): Counts['facets'] {
  const found = new Map<string, Counts['facets'][number]>();
  for (const { kind, name, value, count } of rows) {
    const key = JSON.stringify([kind, name, value]);
    found.set(key, { kind, name, value, count: (found.get(key)?.count ?? 0) + Number(count) });
  }
  return [...found.values()].sort((a, b) => b.count - a.count).slice(0, mostFacets);
}

/** Of one facet so many values are counted where none is chosen, twice what a page offers: of a thousand each costs to tell. */
const mostOfOne = 100;

/** Counts of facets of entries `n` (doc, missed), each kind and name without its own choice. */
function facetsIn(n: Prisma.Sql, { chosen }: { chosen: boolean }): Prisma.Sql {
  const counted = Prisma.sql`(
    SELECT pf.facet, n.missed, COUNT(*) AS n FROM ${n}
    JOIN search_product_facets pf ON pf.doc = n.doc GROUP BY pf.facet, n.missed) counted
    JOIN search_facets f ON f.id = counted.facet`;
  // What is chosen is told however few have it, twice: of what fits, and of what misses only that.
  if (chosen)
    return Prisma.sql`
      SELECT f.kind, f.name, f.value, counted.n AS count FROM ${counted}
      WHERE counted.missed IN ('', CONCAT(f.kind, ':', f.name)) ORDER BY counted.n DESC, f.id LIMIT 1000`;
  return Prisma.sql`
    SELECT kind, name, value, n AS count FROM (
      SELECT f.kind, f.name, f.value, counted.n, f.id,
        ROW_NUMBER() OVER (PARTITION BY f.kind, f.name ORDER BY counted.n DESC, f.id) AS place FROM ${counted}) placed
    WHERE place <= ${mostOfOne} ORDER BY n DESC, id LIMIT 1000`;
}

/** Entries of the listing with which choice they miss: `missed` is empty for those that fit all. */
function narrowed(query: SearchQuery): Prisma.Sql {
  const { from, where } = source(query);
  const { group, oneAtMost } = missed(query.filters);
  return Prisma.sql`
    SELECT p.doc, p.available, o.price_minor, ${group} AS missed FROM ${from}
    JOIN ${offerOf(query.currency)}
    WHERE ${where} AND ${oneAtMost}`;
}

/**
 * How many fit; the prices of those that fit all but the price; how many can be bought of those that fit all but that;
 * and counts by value, each kind and name without its own choice. One statement.
 */
export async function findCounts(query: SearchQuery): Promise<Counts> {
  const facets = facetsIn(Prisma.sql`n`, { chosen: misses(query.filters).length > 0 });
  const rows = await db().$queryRaw<(Partial<FacetRow> & TotalRow)[]>`
    WITH n AS (${narrowed(query)})
    SELECT NULL AS kind, NULL AS name, NULL AS value, SUM(n.missed = '') AS count,
      MIN(IF(n.missed IN ('', 'price'), n.price_minor, NULL)) AS min,
      MAX(IF(n.missed IN ('', 'price'), n.price_minor, NULL)) AS max,
      SUM(n.missed IN ('', 'stock') AND n.available = 1) AS inStock
    FROM n
    UNION ALL (SELECT c.*, NULL, NULL, NULL FROM (${facets}) c)`;
  const totals = rows.find(({ kind }) => kind === null);
  return {
    total: number(totals?.count) ?? 0,
    min: number(totals?.min),
    max: number(totals?.max),
    inStock: number(totals?.inStock) ?? 0,
    facets: facetsOf(rows.filter((row): row is FacetRow & TotalRow => row.kind !== null)),
  };
}

/** The same of what fits a text. One statement. */
export async function countHits(hits: readonly Hit[], filters?: SearchFilters): Promise<Counts> {
  const fit = hits.filter(({ missed }) => missed === '');
  const prices = hits.flatMap(({ missed, priceMinor }) =>
    missed === '' || missed === 'price' ? [priceMinor] : [],
  );
  const entries = JSON.stringify(hits.map(({ doc, missed }) => [doc, missed]));
  const n = Prisma.sql`JSON_TABLE(${entries}, '$[*]' COLUMNS (doc INT PATH '$[0]', missed VARCHAR(100) PATH '$[1]')) n`;
  const facets = facetsIn(n, { chosen: misses(filters).length > 0 });
  const rows = hits.length > 0 ? await db().$queryRaw<FacetRow[]>`${facets}` : [];
  return {
    total: fit.length,
    min: prices.length > 0 ? prices.reduce((low, price) => Math.min(low, price)) : null,
    max: prices.length > 0 ? prices.reduce((high, price) => Math.max(high, price)) : null,
    inStock: hits.filter(({ missed, available }) => available === 1 && (missed === '' || missed === 'stock'))
      .length,
    facets: facetsOf(rows),
  };
}
