import { db, Prisma } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import type { FacetKind, SearchFilters, SearchQuery } from './engine.ts';

/**
 * What was typed, ready to be looked for: a full-text expression, and words that so many products have that the index
 * would answer with most of them; these are looked for in the products themselves. `match` is null when all are such.
 */
export type ReadyText = {
  match: string | null;
  common: readonly (readonly string[])[];
  /** How large a share of all products has the common ones, about. */
  share: number;
};
type Miss = { group: string; sql: Prisma.Sql };

const one = Prisma.sql`1`;

/** Of what fits a text, so many of the best are ordered, narrowed and counted: what more there is, nobody pages to. */
export const mostHits = 2_000;
/** Of a text of common words only, at most so many of the newest products are looked at. */
const mostLookedAt = 20_000;

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

/** Words are stored with a space between: from its beginning a word stands at the text's, or after one. */
function hasCommon(words: ReadyText['common']): Prisma.Sql {
  const each = words.map((alternatives) => {
    const patterns = alternatives.map(
      (word) => Prisma.sql`CONCAT(' ', t.words) LIKE ${`% ${word.replaceAll('_', '\\_')}%`}`,
    );
    return Prisma.sql`(${Prisma.join(patterns, ' OR ')})`;
  });
  return each.length > 0 ? Prisma.join(each, ' AND ') : one;
}

/**
 * What fits a text, at most `mostHits`, in the order of the query; those that fit all choices before those that miss
 * one. By relevance: first what is called so. One statement.
 */
export async function findHits(query: SearchQuery, { match, common, share }: ReadyText): Promise<Hit[]> {
  const { categoryId, currency, filters, sort, locale } = query;
  const { group, oneAtMost } = missed(filters);
  const relevance =
    match === null
      ? Prisma.sql`0 AS named, 0 AS told`
      : Prisma.sql`MATCH(t.title_words) AGAINST (${match} IN BOOLEAN MODE) AS named,
          MATCH(t.words) AGAINST (${match} IN BOOLEAN MODE) AS told`;
  const narrowing = misses(filters).length > 0;
  const enough = Math.ceil((2 * mostHits) / Math.max(share, 0.01));
  const lookedAt = narrowing ? mostLookedAt : Math.min(mostLookedAt, enough);
  // Without a word that tells, the newest are read until there are enough: tables in this order, and no other sorting.
  const from =
    match === null
      ? Prisma.sql`(SELECT doc FROM search_products ORDER BY newest_at DESC, doc DESC LIMIT ${lookedAt}) newest
          STRAIGHT_JOIN search_products p ON p.doc = newest.doc STRAIGHT_JOIN search_documents t ON t.doc = p.doc`
      : Prisma.sql`search_documents t JOIN search_products p ON p.doc = t.doc`;
  const where = [
    inLocale(locale),
    hasCommon(common),
    ...(match === null ? [] : [Prisma.sql`MATCH(t.words) AGAINST (${match} IN BOOLEAN MODE)`]),
    ...(categoryId === undefined ? [] : [Prisma.sql`NOT ${lacks('category', '', [categoryId])}`]),
    oneAtMost,
  ];
  const best = Prisma.sql`p.newest_at DESC, p.doc DESC`;
  const bestFirst =
    match !== null
      ? Prisma.sql`ORDER BY missed, named DESC, told DESC, ${best}`
      : narrowing
        ? Prisma.sql`ORDER BY missed, ${best}`
        : Prisma.empty;
  const shown =
    sort === 'relevance' ? Prisma.sql`named DESC, told DESC, ${best}` : order({ ...query, listedIn: [] });
  return db().$queryRaw<Hit[]>`
    SELECT p.product_id AS id, p.doc, p.missed, p.available, p.price_minor AS priceMinor FROM (
      SELECT p.product_id, p.doc, ${group} AS missed, p.available, p.newest_at, p.title, o.price_minor, ${relevance}
      FROM ${from} JOIN ${offerOf(currency)}
      WHERE ${Prisma.join(where, ' AND ')} ${bestFirst} LIMIT ${mostHits}) p
    ORDER BY ${shown}`;
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

const sampled = 1_000;
/** Fewer products are looked through soon enough, whatever is asked for. */
const fewProducts = 5_000;

/**
 * How large a share of all products has a word, for words that at least one in two hundred has: counted in a thousand
 * products from all over the shop. Nothing for a small shop.
 */
export async function sampleWords(): Promise<[word: string, share: number][]> {
  const [range] = await db().$queryRaw<{ least: number | null; most: number | null }[]>`
    SELECT MIN(doc) AS least, MAX(doc) AS most FROM search_documents`;
  const { least, most } = range ?? {};
  if (least == null || most == null || most - least < fewProducts) return [];
  const step = (most - least) / sampled;
  const docs = Array.from({ length: sampled }, (_, index) => Math.round(least + index * step));
  const rows = await db().searchDocument.findMany({
    where: { doc: { in: docs }, locale: baseLocale },
    select: { words: true },
  });
  const counts = new Map<string, number>();
  for (const { words } of rows) {
    for (const word of new Set(words.split(' '))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .map(([word, count]): [string, number] => [word, count / rows.length])
    .filter(([, share]) => share >= 0.005);
}

/** Words of the vocabulary that begin so, shortest first. */
export async function findWordsFrom(
  prefix: string,
  locales: readonly string[],
  take: number,
): Promise<string[]> {
  const rows = await db().$queryRaw<{ word: string }[]>`
    SELECT DISTINCT word FROM search_words WHERE locale IN (${Prisma.join([...locales])})
      AND word >= ${prefix} AND word < ${`${prefix}\u{10FFFF}`}
    ORDER BY CHAR_LENGTH(word), word LIMIT ${take}`;
  return rows.map(({ word }) => word);
}

/**
 * Words that could be meant by each of these: those that begin or end alike, and are about as long. None for a word of
 * the vocabulary, or the beginning of one.
 */
export async function findCandidates(
  asked: readonly { word: string; errors: number }[],
  locales: readonly string[],
): Promise<Map<string, string[]>> {
  if (asked.length === 0) return new Map();
  const each = asked.map(({ word, errors }) => {
    const letters = [...word];
    const first = letters[0] ?? '';
    const spoken = Prisma.join([...locales]);
    const between = Prisma.sql`locale IN (${spoken}) AND NOT EXISTS (SELECT 1 FROM search_words k
        WHERE k.locale IN (${spoken}) AND k.word >= ${word} AND k.word < ${`${word}\u{10FFFF}`})
      AND CHAR_LENGTH(word) BETWEEN ${letters.length - errors} AND ${letters.length + errors}`;
    return Prisma.sql`(SELECT ${word} AS asked, word FROM search_words
        WHERE word >= ${first} AND word < ${`${first}\u{10FFFF}`} AND ${between} LIMIT 4000)
      UNION ALL (SELECT ${word} AS asked, word FROM search_words
        WHERE tail = ${letters.slice(-3).join('')} AND ${between} LIMIT 1000)`;
  });
  const rows = await db().$queryRaw<{ asked: string; word: string }[]>`${Prisma.join(each, ' UNION ALL ')}`;
  return new Map(
    [...Map.groupBy(rows, (row) => row.asked)].map(([one, own]) => [
      one,
      [...new Set(own.map(({ word }) => word))],
    ]),
  );
}

/** Products whose title has all words, the last one from its beginning; the best of the first two hundred first. */
export async function findTitles(
  match: string,
  locale: string,
  take: number,
): Promise<{ id: string; title: string }[]> {
  return db().$queryRaw<{ id: string; title: string }[]>`
    SELECT p.product_id AS id, t.title FROM (
      SELECT doc, locale, title FROM search_documents
      WHERE MATCH(title_words) AGAINST (${match} IN BOOLEAN MODE) AND locale IN (${locale}, ${baseLocale}) LIMIT 200) t
    JOIN search_products p ON p.doc = t.doc
    ORDER BY t.locale = ${locale} DESC, p.available DESC, CHAR_LENGTH(t.title), p.doc DESC LIMIT ${take}`;
}
