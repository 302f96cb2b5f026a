import { db, Prisma } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import type { SearchQuery } from './engine.ts';
import { beforeNewest, mostLookedAt, type Numbers } from './plan.ts';
import { lacks, missed, misses, offerOf, one, order } from './query.repository.ts';
import { matchOf } from './tokens.ts';

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
  numbers: Numbers;
  /** So many of the best are ordered, narrowed and counted. */
  wanted: number;
  /** Not many times more are expected to have the words: then texts are asked for first, and tell all. */
  few: boolean;
};
/** The index tells equals by age, the oldest first: so many of the newest are looked through besides. */
const alsoLookedAt = 2_000;
/** Up to so many times what is wanted it is cheaper to read all that have the words than to ask for titles first. */
export const fewTimes = 2.5;
/** A choice is made among so many. */
const mostNarrowed = 20_000;
/** Before any rank that the index gives. */
const first = Prisma.sql`1e9`;

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
 * The documents of the newest products, as a source of `t` and its order, the last first: read one beside the other from the
 * end of their table, until enough are found. By their numbers; to ask when each was new takes twice as long.
 */
export const newestDocuments = (numbers: Numbers, count: number) => ({
  from: Prisma.sql`search_documents t FORCE INDEX (PRIMARY)`,
  where: Prisma.sql`t.doc > ${beforeNewest(numbers, count)}`,
  order: Prisma.sql`t.doc DESC`,
});

type Way = 'titles' | 'texts' | 'newest';

/** Entries with the text, as many as are wanted of each way to find them: their number, and how well title and text fit. */
function found(
  { locale, currency }: SearchQuery,
  { match, common, all, newest, numbers, wanted }: ReadyText,
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
      const last = newestDocuments(numbers, match === null ? newest : alsoLookedAt);
      return Prisma.sql`(SELECT t.doc, IF(${called}, ${first}, 0) AS named, ${first} AS told
        FROM ${last.from} STRAIGHT_${sold}
        WHERE ${last.where} AND ${inLocale(locale)} AND ${hasWords(words, both)} ORDER BY ${last.order} LIMIT ${wanted})`;
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
 * one. By relevance: first what is called so. `more`: there may be more. One statement; in a large shop two or three where
 * it was not expected how many.
 */
export async function findHits(query: SearchQuery, text: ReadyText): Promise<{ hits: Hit[]; more: boolean }> {
  const { wanted, match, all, few } = text;
  // A choice is made among more than are shown; where the index tells of few, all of it is read.
  const many = { ...text, wanted: mostNarrowed, newest: mostLookedAt };
  const narrowing = misses(query.filters).length > 0 || query.categoryId !== undefined;
  const read = async (how: ReadyText, ways: Way[]) => {
    const { best } = await readHits(query, how, ways, wanted);
    return { hits: best, more: best.length >= wanted || how.match === null };
  };
  if (match === null) {
    const found = await read(narrowing ? many : text, ['newest']);
    // Words that are seldom in the same product, or were in older ones: the index knows.
    if (narrowing || all === null || found.hits.length >= wanted / 4) return found;
    return readAll(query, askedForAll(text, all));
  }
  if (all === null) return read(many, ['titles', 'texts']);
  if (narrowing) return read(many, ['titles', 'texts', 'newest']);
  if (!few) {
    const called = await read(text, ['titles', 'newest']);
    if (called.more) return called;
    // Fewer than was expected: how many more texts would have to be read is not known, what the index costs is.
    return readAll(query, askedForAll(text, all));
  }
  return readAll(query, text);
}

/** The index is asked for all words. */
const askedForAll = (text: ReadyText, all: ReadyText['common']): ReadyText => ({
  ...text,
  match: matchOf(all, { all: true }),
  common: [],
});

/** All that has the words, where not many times more than are wanted do; else the best of each way. */
async function readAll(query: SearchQuery, text: ReadyText): Promise<{ hits: Hit[]; more: boolean }> {
  const { wanted } = text;
  const bound = wanted * fewTimes * 2;
  const { best, of } = await readHits(query, { ...text, wanted: bound }, ['texts'], wanted);
  if (of < bound) return { hits: best, more: of > wanted };
  return { hits: (await readHits(query, text, ['titles', 'texts', 'newest'], wanted)).best, more: true };
}
