import { db, Prisma } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import type { FacetKind, SearchFilters, SearchQuery } from './engine.ts';
import { mostLookedAt } from './plan.ts';

/** What was typed, ready to be looked for. */
export type ReadyText = {
  /** A full-text expression, of the words that the index is asked for; null for none. */
  match: string | null;
  /** Words that are looked for in the texts of what the index answers with, or of the newest products. */
  common: readonly (readonly string[])[];
  /** All words, where so many products may have them that the index is not asked for all of those; null where it is. */
  all: readonly (readonly string[])[] | null;
  /** With no `match`: so many of the newest products are looked through. */
  newest: number;
  /** So many of the best are ordered, narrowed and counted. */
  wanted: number;
  /** Not many times more are expected to have the words: then texts are asked for first, and tell all. */
  few: boolean;
};
type Miss = { group: string; sql: Prisma.Sql };

const one = Prisma.sql`1`;

/** The index tells equals by age, the oldest first: so many of the newest are looked through besides. */
const alsoLookedAt = 2_000;
/** Up to so many times what is wanted it is cheaper to read all that have the words than to ask for titles first. */
export const fewTimes = 4;
/** Before any rank that the index gives. */
const first = Prisma.sql`1e9`;

/** Where the entries of a listing come from: its category, never the whole table when there is one. */
export function source({ categoryId }: SearchQuery): { from: Prisma.Sql; where: Prisma.Sql } {
  return categoryId === undefined
    ? { from: Prisma.sql`search_products p`, where: one }
    : {
        from: Prisma.sql`search_facets cf JOIN search_product_facets c ON c.facet = cf.id
          JOIN search_products p ON p.doc = c.doc`,
        where: Prisma.sql`cf.kind = 'category' AND cf.name = '' AND cf.value = ${categoryId}`,
      };
}

/**
 * An entry of a listing whose place is not known, NULL for none: written by a release that keeps none. One look at an
 * index; `EXISTS` would be turned into a list of all such rows of all facets.
 */
export const unplacedIn = (listing: Prisma.Sql) => Prisma.sql`(
  SELECT u.doc FROM search_product_facets u WHERE u.facet = ${listing} AND u.position IS NULL LIMIT 1)`;

/**
 * What an entry `p` costs in a currency, for a join: by its key, since MariaDB takes the index of all prices of the currency
 * for as good in a small shop, and reads it whole for each entry.
 */
export const offerOf = (currency: string) => Prisma.sql`
  search_offers o FORCE INDEX (PRIMARY) ON o.doc = p.doc AND o.currency = ${currency}`;

function lacks(kind: FacetKind, name: string, values: readonly string[]): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM search_product_facets x JOIN search_facets xf ON xf.id = x.facet
    WHERE x.doc = p.doc AND xf.kind = ${kind} AND xf.name = ${name} AND xf.value IN (${Prisma.join([...values])}))`;
}

/** One condition for each choice a visitor made: true for an entry that misses it. */
export function misses(filters: SearchFilters = {}): Miss[] {
  const found: Miss[] = [];
  const add = (kind: FacetKind, name: string, values: readonly string[] = []) => {
    if (values.length > 0) {
      found.push({ group: `${kind}:${name}`, sql: lacks(kind, name, values.slice(0, 50)) });
    }
  };
  for (const [name, values] of Object.entries(filters.attributes ?? {}).slice(0, 10))
    add('attribute', name, values);
  add('vendor', '', filters.vendors);
  add('type', '', filters.types);
  add('category', '', filters.categoryIds);
  const { minPrice, maxPrice } = filters;
  if (minPrice !== undefined || maxPrice !== undefined) {
    found.push({
      group: 'price',
      sql: Prisma.sql`o.price_minor NOT BETWEEN ${minPrice ?? 0} AND ${maxPrice ?? 2_147_483_647}`,
    });
  }
  if (filters.inStock) found.push({ group: 'stock', sql: Prisma.sql`p.available = 0` });
  return found;
}

/**
 * What hits are sorted by, `doc` last, so that no two are equal; as listed: by the first place in the categories,
 * then newest first.
 */
export function order({ sort, listedIn }: SearchQuery): Prisma.Sql {
  if (sort === 'newest') return Prisma.sql`p.newest_at DESC, p.doc DESC`;
  if (sort === 'name') return Prisma.sql`p.title ASC, p.doc ASC`;
  if (sort === 'price-asc') return Prisma.sql`price_minor ASC, p.doc ASC`;
  if (sort === 'price-desc') return Prisma.sql`price_minor DESC, p.doc ASC`;
  if (listedIn && listedIn.length > 0) {
    return Prisma.sql`(SELECT MIN(m.position) FROM product_categories m WHERE m.product_id = p.product_id
      AND m.category_id IN (${Prisma.join([...listedIn])})) ASC, p.newest_at DESC, p.doc DESC`;
  }
  return Prisma.sql`p.newest_at DESC, p.doc DESC`;
}

/** Which choice an entry misses, '' for none, and the condition that it misses one at most. */
function missed(filters: SearchFilters | undefined): { group: Prisma.Sql; oneAtMost: Prisma.Sql } {
  const groups = misses(filters);
  if (groups.length === 0) return { group: Prisma.sql`''`, oneAtMost: one };
  const cases = groups.map(({ group, sql }) => Prisma.sql`WHEN ${sql} THEN ${group}`);
  const each = groups.map(({ sql }) => Prisma.sql`(${sql})`);
  return {
    group: Prisma.sql`CASE ${Prisma.join(cases, ' ')} ELSE '' END`,
    oneAtMost: groups.length > 1 ? Prisma.sql`${Prisma.join(each, ' + ')} <= 1` : one,
  };
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

/** A product that has the text, with which choice it misses: '' for none. */
export type Hit = { id: string; doc: number; missed: string; available: number; priceMinor: number };

/** The text of a product in the language asked for, or in the shop's own where it is not translated. */
const inLocale = (locale: string) =>
  locale === baseLocale
    ? Prisma.sql`t.locale = ${baseLocale}`
    : Prisma.sql`(t.locale = ${locale} OR (t.locale = ${baseLocale} AND NOT EXISTS (
        SELECT 1 FROM search_documents x WHERE x.doc = t.doc AND x.locale = ${locale})))`;

/** Words are stored folded and with a space between: from its beginning a word stands at the text's, or after one. */
export function hasWords(column: Prisma.Sql, words: ReadyText['common']): Prisma.Sql {
  const each = words.map((alternatives) => {
    // By their bytes: a collation compares letter by letter, at twice the cost.
    const patterns = alternatives.map(
      (word) => Prisma.sql`CONCAT(' ', ${column}) LIKE BINARY ${`% ${word.replaceAll('_', '\\_')}%`}`,
    );
    return Prisma.sql`(${Prisma.join(patterns, ' OR ')})`;
  });
  return each.length > 0 ? Prisma.join(each, ' AND ') : one;
}

/**
 * So many of the newest entries, as numbers: what is read of them comes after. From the end of their index: of thousands
 * MariaDB now and then takes reading and sorting the whole table for as good.
 */
export const newest = (most: number) => Prisma.sql`(
  SELECT doc FROM search_products FORCE INDEX (search_products_newest_at_doc_idx)
  ORDER BY newest_at DESC, doc DESC LIMIT ${most}) newest`;

type Way = 'titles' | 'texts' | 'newest';

/** Entries with the text, as many as are wanted of each way to find them: their number, and how well title and text fit. */
function found(
  { locale, currency }: SearchQuery,
  { match, common, all, newest: lookedAt, wanted }: ReadyText,
  ways: readonly Way[],
): Prisma.Sql {
  const sold = Prisma.sql`JOIN search_offers o FORCE INDEX (PRIMARY) ON o.doc = t.doc AND o.currency = ${currency}`;
  const words = Prisma.sql`t.words`;
  // No order is asked for: the index answers with the best first, and what is not wanted is not read.
  const indexed = (rank: Prisma.Sql, ranks: Prisma.Sql) => Prisma.sql`
    (SELECT STRAIGHT_JOIN t.doc, ${ranks} FROM search_documents t ${sold}
      WHERE ${rank} AND ${inLocale(locale)} AND ${hasWords(words, common)} LIMIT ${wanted})`;
  const rankOf = (column: Prisma.Sql) => Prisma.sql`MATCH(${column}) AGAINST (${match} IN BOOLEAN MODE)`;
  const each = ways.map((way) => {
    if (way === 'newest') {
      const both = match === null ? common : (all ?? []);
      const called = hasWords(Prisma.sql`t.title_words`, both);
      return Prisma.sql`(SELECT t.doc, IF(${called}, ${first}, 0) AS named, ${first} AS told
        FROM ${newest(match === null ? lookedAt : alsoLookedAt)}
        STRAIGHT_JOIN search_documents t ON t.doc = newest.doc STRAIGHT_${sold}
        WHERE ${inLocale(locale)} AND ${hasWords(words, both)} LIMIT ${wanted})`;
    }
    if (way === 'titles') {
      const rank = rankOf(Prisma.sql`t.title_words`);
      return indexed(rank, Prisma.sql`${rank} AS named, 0 AS told`);
    }
    const rank = rankOf(words);
    const called = all ? Prisma.sql`IF(${hasWords(Prisma.sql`t.title_words`, all)}, 1, 0)` : Prisma.sql`0`;
    return indexed(rank, Prisma.sql`${called} AS named, ${rank} AS told`);
  });
  return Prisma.sql`(SELECT doc, MAX(named) AS named, MAX(told) AS told
    FROM (${Prisma.join(each, ' UNION ALL ')}) each_way GROUP BY doc)`;
}

/** The best of what was found these ways, in the order of the query, and of how many they are the best. One statement. */
async function readHits(
  query: SearchQuery,
  text: ReadyText,
  ways: readonly Way[],
  most: number,
): Promise<{ best: Hit[]; of: number }> {
  const { categoryId, currency, filters, sort } = query;
  const { group, oneAtMost } = missed(filters);
  const where = [
    ...(categoryId === undefined ? [] : [Prisma.sql`NOT ${lacks('category', '', [categoryId])}`]),
    oneAtMost,
  ];
  const fitting = Prisma.sql`named DESC, told DESC, p.newest_at DESC, p.doc DESC`;
  const shown = sort === 'relevance' ? fitting : order({ ...query, listedIn: [] });
  const rows = await db().$queryRaw<(Hit & { fit: bigint })[]>`
    SELECT p.product_id AS id, p.doc, p.missed, p.available, p.price_minor AS priceMinor, p.fit FROM (
      SELECT p.product_id, p.doc, ${group} AS missed, p.available, p.newest_at, p.title, o.price_minor, t.named, t.told,
        COUNT(*) OVER () AS fit
      FROM ${found(query, text, ways)} t
      STRAIGHT_JOIN search_products p ON p.doc = t.doc STRAIGHT_JOIN ${offerOf(currency)}
      WHERE ${Prisma.join(where, ' AND ')} ORDER BY missed, ${fitting} LIMIT ${most}) p
    ORDER BY ${shown}`;
  return { best: rows.map(({ fit, ...hit }) => hit), of: Number(rows[0]?.fit ?? 0) };
}

/**
 * What fits a text, at most `text.wanted`, in the order of the query; those that fit all choices before those that miss
 * one. By relevance: first what is called so. One statement; in a large shop two or three where it was not expected how many.
 */
export async function findHits(query: SearchQuery, text: ReadyText): Promise<Hit[]> {
  const { wanted, match, all, few } = text;
  // A choice is made among more than are shown; where the index tells of few, all of it is read.
  const many = { ...text, wanted: mostLookedAt, newest: mostLookedAt };
  const narrowing = misses(query.filters).length > 0 || query.categoryId !== undefined;
  const read = async (...how: [ReadyText, Way[]]) => (await readHits(query, ...how, wanted)).best;
  if (match === null) return read(narrowing ? many : text, ['newest']);
  if (all === null) return read(many, ['titles', 'texts']);
  if (narrowing) return read(many, ['titles', 'texts', 'newest']);
  if (few) {
    const bound = wanted * fewTimes * 2;
    const { best, of } = await readHits(query, { ...text, wanted: bound }, ['texts'], wanted);
    if (of < bound) return best;
  }
  const called = await read(text, ['titles', 'newest']);
  return called.length < wanted ? read(text, ['titles', 'texts', 'newest']) : called;
}

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

/** Counts of facets of entries `n` (doc, missed), each kind and name without its own choice. */
const facetsIn = (n: Prisma.Sql) => Prisma.sql`
  SELECT f.kind, f.name, f.value, counted.n AS count FROM (
    SELECT pf.facet, n.missed, COUNT(*) AS n FROM ${n}
    JOIN search_product_facets pf ON pf.doc = n.doc GROUP BY pf.facet, n.missed) counted
  JOIN search_facets f ON f.id = counted.facet
  WHERE counted.missed IN ('', CONCAT(f.kind, ':', f.name))
  ORDER BY counted.n DESC, f.id LIMIT 1000`;

/**
 * How many fit; the prices of those that fit all but the price; how many can be bought of those that fit all but that;
 * and counts by value, each kind and name without its own choice. One statement.
 */
export async function findCounts(query: SearchQuery): Promise<Counts> {
  const rows = await db().$queryRaw<(Partial<FacetRow> & TotalRow)[]>`
    WITH n AS (${narrowed(query)})
    SELECT NULL AS kind, NULL AS name, NULL AS value, SUM(n.missed = '') AS count,
      MIN(IF(n.missed IN ('', 'price'), n.price_minor, NULL)) AS min,
      MAX(IF(n.missed IN ('', 'price'), n.price_minor, NULL)) AS max,
      SUM(n.missed IN ('', 'stock') AND n.available = 1) AS inStock
    FROM n
    UNION ALL (SELECT c.*, NULL, NULL, NULL FROM (${facetsIn(Prisma.sql`n`)}) c)`;
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
export async function countHits(hits: readonly Hit[]): Promise<Counts> {
  const fit = hits.filter(({ missed }) => missed === '');
  const prices = hits.flatMap(({ missed, priceMinor }) =>
    missed === '' || missed === 'price' ? [priceMinor] : [],
  );
  const entries = JSON.stringify(hits.map(({ doc, missed }) => [doc, missed]));
  const n = Prisma.sql`JSON_TABLE(${entries}, '$[*]' COLUMNS (doc INT PATH '$[0]', missed VARCHAR(100) PATH '$[1]')) n`;
  const rows = hits.length > 0 ? await db().$queryRaw<FacetRow[]>`${facetsIn(n)}` : [];
  return {
    total: fit.length,
    min: prices.length > 0 ? prices.reduce((low, price) => Math.min(low, price)) : null,
    max: prices.length > 0 ? prices.reduce((high, price) => Math.max(high, price)) : null,
    inStock: hits.filter(({ missed, available }) => available === 1 && (missed === '' || missed === 'stock'))
      .length,
    facets: facetsOf(rows),
  };
}
