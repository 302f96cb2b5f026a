import { db, Prisma } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import type { FacetKind, SearchFilters, SearchQuery } from './engine.ts';

/** A query whose words are already a full-text expression. */
export type ReadyQuery = SearchQuery & { match: string | null };

type Miss = { group: string; sql: Prisma.Sql };

const one = Prisma.sql`1`;

/** Where the entries of a listing come from: its category or its words, never the whole table when there is either. */
function source({ match, categoryId, locale }: ReadyQuery): { from: Prisma.Sql; where: Prisma.Sql } {
  const category = Prisma.sql`JOIN search_facets cf ON cf.kind = 'category' AND cf.name = '' AND cf.value = ${categoryId}
    JOIN search_product_facets c ON c.facet = cf.id`;
  if (match === null) {
    return categoryId === undefined
      ? { from: Prisma.sql`search_products p`, where: one }
      : {
          from: Prisma.sql`search_facets cf JOIN search_product_facets c ON c.facet = cf.id
            JOIN search_products p ON p.doc = c.doc`,
          where: Prisma.sql`cf.kind = 'category' AND cf.name = '' AND cf.value = ${categoryId}`,
        };
  }
  const inLocale =
    locale === baseLocale
      ? Prisma.sql`t.locale = ${baseLocale}`
      : Prisma.sql`(t.locale = ${locale} OR (t.locale = ${baseLocale} AND NOT EXISTS (
          SELECT 1 FROM search_documents x WHERE x.doc = t.doc AND x.locale = ${locale})))`;
  return {
    from: Prisma.sql`search_documents t JOIN search_products p ON p.doc = t.doc
      ${categoryId === undefined ? Prisma.empty : Prisma.sql`${category} AND c.doc = p.doc`}`,
    where: Prisma.sql`MATCH(t.words) AGAINST (${match} IN BOOLEAN MODE) AND ${inLocale}`,
  };
}

function lacks(kind: FacetKind, name: string, values: readonly string[]): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM search_product_facets x JOIN search_facets xf ON xf.id = x.facet
    WHERE x.doc = p.doc AND xf.kind = ${kind} AND xf.name = ${name} AND xf.value IN (${Prisma.join([...values])}))`;
}

/** One condition for each choice a visitor made: true for an entry that misses it. */
function misses(filters: SearchFilters = {}): Miss[] {
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

function order({ sort, match, listedIn, text }: ReadyQuery): Prisma.Sql {
  if (sort === 'newest') return Prisma.sql`p.newest_at DESC, p.doc DESC`;
  if (sort === 'name') return Prisma.sql`p.title ASC, p.doc ASC`;
  if (sort === 'price-asc') return Prisma.sql`o.price_minor ASC, p.doc ASC`;
  if (sort === 'price-desc') return Prisma.sql`o.price_minor DESC, p.doc ASC`;
  if (match !== null && text !== undefined) {
    return Prisma.sql`MATCH(t.title_words) AGAINST (${match} IN BOOLEAN MODE) DESC,
      MATCH(t.words) AGAINST (${match} IN BOOLEAN MODE) DESC, p.newest_at DESC, p.doc DESC`;
  }
  if (listedIn && listedIn.length > 0) {
    return Prisma.sql`(SELECT MIN(m.position) FROM product_categories m WHERE m.product_id = p.product_id
      AND m.category_id IN (${Prisma.join([...listedIn])})) ASC, p.newest_at DESC, p.doc DESC`;
  }
  return Prisma.sql`p.newest_at DESC, p.doc DESC`;
}

/** The products of one page, in order: a statement of its own, or one of several in a `UNION ALL`. */
function pageOf(query: ReadyQuery, list: number): Prisma.Sql {
  const { from, where } = source(query);
  const fits = misses(query.filters).map(({ sql }) => Prisma.sql`NOT (${sql})`);
  const { page, pageSize, currency } = query;
  return Prisma.sql`(
    SELECT ${list} AS list, p.product_id AS id
    FROM ${from} JOIN search_offers o ON o.doc = p.doc AND o.currency = ${currency}
    WHERE ${Prisma.join([where, ...fits], ' AND ')}
    ORDER BY ${order(query)} LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize})`;
}

/** One page of each of these queries, in their order, in one statement. */
export async function findPages(queries: readonly ReadyQuery[]): Promise<string[][]> {
  if (queries.length === 0) return [];
  const rows = await db().$queryRaw<{ list: bigint | number; id: string }[]>`
    ${Prisma.join(queries.map(pageOf), ' UNION ALL ')}`;
  return queries.map((_, index) => rows.flatMap(({ list, id }) => (Number(list) === index ? [id] : [])));
}

/** Entries of the listing with which choice they miss: `missed` is empty for those that fit all. */
function narrowed(query: ReadyQuery): Prisma.Sql {
  const { from, where } = source(query);
  const groups = misses(query.filters);
  const count =
    groups.length > 0
      ? Prisma.join(
          groups.map(({ sql }) => Prisma.sql`(${sql})`),
          ' + ',
        )
      : Prisma.sql`0`;
  const missed =
    groups.length > 0
      ? Prisma.sql`CASE ${Prisma.join(
          groups.map(({ group, sql }) => Prisma.sql`WHEN ${sql} THEN ${group}`),
          ' ',
        )} ELSE '' END`
      : Prisma.sql`''`;
  return Prisma.sql`
    SELECT p.doc, p.available, o.price_minor, ${missed} AS missed FROM ${from}
    JOIN search_offers o ON o.doc = p.doc AND o.currency = ${query.currency}
    WHERE ${where}${groups.length > 1 ? Prisma.sql` AND ${count} <= 1` : Prisma.empty}`;
}

export type Counts = {
  total: number;
  min: number | null;
  max: number | null;
  inStock: number;
  facets: { kind: FacetKind; name: string; value: string; count: number }[];
};

type CountRow = {
  kind: FacetKind | null;
  name: string | null;
  value: string | null;
  count: bigint | null;
  min: bigint | null;
  max: bigint | null;
  inStock: bigint | null;
};

const number = (found: bigint | null | undefined) => (found == null ? null : Number(found));

/**
 * How many fit; the prices of those that fit all but the price; how many can be bought of those that fit all but that;
 * and counts by value, the most frequent first, at most 500, each kind and name without its own choice. One statement.
 */
export async function findCounts(query: ReadyQuery): Promise<Counts> {
  const grouped = misses(query.filters).length > 0;
  const rows = await db().$queryRaw<CountRow[]>`
    WITH n AS (${narrowed(query)})
    SELECT NULL AS kind, NULL AS name, NULL AS value, SUM(n.missed = '') AS count,
      MIN(IF(n.missed IN ('', 'price'), n.price_minor, NULL)) AS min,
      MAX(IF(n.missed IN ('', 'price'), n.price_minor, NULL)) AS max,
      SUM(n.missed IN ('', 'stock') AND n.available = 1) AS inStock
    FROM n
    UNION ALL (SELECT f.kind, f.name, f.value, counted.n, NULL, NULL, NULL FROM (
      SELECT pf.facet, n.missed, COUNT(*) AS n FROM n
      JOIN search_product_facets pf ON pf.doc = n.doc GROUP BY pf.facet, n.missed) counted
    JOIN search_facets f ON f.id = counted.facet
    WHERE ${grouped ? Prisma.sql`counted.missed IN ('', CONCAT(f.kind, ':', f.name))` : one}
    ORDER BY counted.n DESC LIMIT 1000)`;
  const found = new Map<string, Counts['facets'][number]>();
  for (const { kind, name, value, count } of rows) {
    if (kind === null || name === null || value === null) continue;
    const key = JSON.stringify([kind, name, value]);
    found.set(key, { kind, name, value, count: (found.get(key)?.count ?? 0) + Number(count) });
  }
  const totals = rows.find(({ kind }) => kind === null);
  return {
    total: number(totals?.count) ?? 0,
    min: number(totals?.min),
    max: number(totals?.max),
    inStock: number(totals?.inStock) ?? 0,
    facets: [...found.values()].sort((a, b) => b.count - a.count).slice(0, 500),
  };
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

/** Products whose title has all words, the last one from its beginning; best first. */
export async function findTitles(
  match: string,
  locale: string,
  take: number,
): Promise<{ id: string; title: string }[]> {
  return db().$queryRaw<{ id: string; title: string }[]>`
    SELECT p.product_id AS id, t.title FROM search_documents t JOIN search_products p ON p.doc = t.doc
    WHERE MATCH(t.title_words) AGAINST (${match} IN BOOLEAN MODE) AND t.locale IN (${locale}, ${baseLocale})
    ORDER BY t.locale = ${locale} DESC, p.available DESC, CHAR_LENGTH(t.title), p.doc DESC LIMIT ${take}`;
}
