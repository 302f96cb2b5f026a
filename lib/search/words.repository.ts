import { db, Prisma } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { hasWords, newestDocuments } from './hits.repository.ts';
import type { Numbers, Plan } from './plan.ts';
import { matchOf, stored, tokensOf } from './tokens.ts';

const sampled = 2_000;
/** Fewer products are looked through soon enough, whatever is asked for. */
const fewProducts = 5_000;

type Shares = [word: string, share: number][];

/**
 * `size`: about how many products there are. `words`: how large a share of them has a word; `starts`: one that begins with
 * these one to three letters, as numbers do of which no two are equal; `titles`: either in its title, vendor or type.
 */
export type WordSample = {
  size: number;
  numbers: Numbers;
  words: Shares;
  titles: Shares;
  starts: Shares;
};

const longestStart = 3;
const leastShare = 0.0025;

const startsOf = (word: string) =>
  Array.from({ length: Math.min(longestStart, word.length) }, (_, index) => word.slice(0, index + 1));

/** Words that at least one product in four hundred has, by two thousand from all over the shop; none for a small shop. */
export async function sampleWords(): Promise<WordSample> {
  const [range] = await db().$queryRaw<{ least: number | null; most: number | null }[]>`
    SELECT MIN(doc) AS least, MAX(doc) AS most FROM search_documents`;
  const { least, most } = range ?? {};
  if (least == null || most == null || most - least < fewProducts)
    return { size: 0, numbers: { last: most ?? 0, each: 1 }, words: [], titles: [], starts: [] };
  const step = (most - least) / sampled;
  const docs = Array.from({ length: sampled }, (_, index) => Math.round(least + index * step));
  const rows = await db().$queryRaw<{ words: string; titleWords: string; kind: string }[]>`
    SELECT t.words, t.title_words AS titleWords, CONCAT_WS(' ', p.vendor, p.product_type) AS kind
    FROM search_documents t JOIN search_products s ON s.doc = t.doc JOIN products p ON p.id = s.product_id
    WHERE t.doc IN (${Prisma.join(docs)}) AND t.locale = ${baseLocale}`;
  const sharesOf = (each: (row: (typeof rows)[number]) => string[]): Shares => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      for (const one of new Set(each(row))) counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    return [...counts]
      .map(([one, count]): [string, number] => [one, count / rows.length])
      .filter(([, share]) => share >= leastShare);
  };
  return {
    size: ((most - least) * rows.length) / sampled,
    numbers: { last: most, each: sampled / Math.max(1, rows.length) },
    words: sharesOf(({ words }) => words.split(' ')),
    titles: sharesOf(({ titleWords, kind }) =>
      [...titleWords.split(' '), ...tokensOf(kind)].flatMap((word) => [word, ...startsOf(word)]),
    ),
    starts: sharesOf(({ words }) => words.split(' ').flatMap(startsOf)),
  };
}

/** Of numbers that begin alike each further digit has a tenth. */
const tenth = 0.1;

/** How large a share of all products has a word that begins so, by the sample; 0 for few. Pure. */
export function shareOf(token: string, { words, starts }: Pick<WordSample, 'words' | 'starts'>): number {
  const begins = (letters: string) => starts.find(([start]) => start === letters)?.[1] ?? 0;
  if (token.length <= longestStart) return begins(token);
  const share = words.reduce((sum, [word, own]) => (word.startsWith(token) ? sum + own : sum), 0);
  const digits = /^\d+$/.test(token.slice(longestStart)) ? token.length - longestStart : 0;
  return share > 0 || digits === 0 ? share : begins(token.slice(0, longestStart)) * tenth ** digits;
}

/** How many products have all these in their titles, about, if each is as frequent among those that have the others. Pure. */
export function titledIn(tokens: readonly string[], { size, titles }: WordSample): number {
  const shares = tokens.map((token) => Math.min(1, shareOf(token, { words: titles, starts: titles })));
  return tokens.length === 0 ? 0 : Math.round(shares.reduce((hits, share) => hits * share, size));
}

/** Of words that begin alike so many are compared, by alphabet: one or two letters tell little of what is meant. */
const mostCompared = 1_000;

/** Words of the vocabulary that begin so, shortest first. */
export async function findWordsFrom(
  prefix: string,
  locales: readonly string[],
  take: number,
): Promise<string[]> {
  const each = locales.map(
    (locale) => Prisma.sql`(SELECT word FROM search_words WHERE locale = ${locale}
      AND word >= ${prefix} AND word < ${`${prefix}\u{10FFFF}`} ORDER BY word LIMIT ${mostCompared})`,
  );
  const rows = await db().$queryRaw<{ word: string }[]>`
    SELECT DISTINCT word FROM (${Prisma.join(each, ' UNION ALL ')}) begin_so
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

type Titles = { id: string; title: string }[];

/** The best of these entries `t` (doc, locale, title): in the first of the languages, on sale, short, new. */
function bestOf(
  entries: Prisma.Sql,
  { locales, take }: { locales: readonly string[]; take: number },
): Promise<Titles> {
  return db().$queryRaw<Titles>`
    SELECT p.product_id AS id, t.title FROM (${entries}) t JOIN search_products p ON p.doc = t.doc
    ORDER BY t.locale = ${locales[0]} DESC, p.available DESC, CHAR_LENGTH(t.title), p.doc DESC LIMIT ${take}`;
}

/** Of titles that begin alike so many are compared, by alphabet. */
const mostBegun = 100;

/**
 * Products whose title begins with these words, of the last one as much as is typed; the best of the first hundred first.
 * @param locales the nearest first.
 */
export function findTitlesFrom(
  words: readonly string[],
  { locales, take }: { locales: readonly string[]; take: number },
): Promise<Titles> {
  const typed = [...words.slice(0, -1).map(stored), words.at(-1) ?? ''].join(' ');
  const begun = `${typed.replaceAll('_', '\\_')}%`;
  const each = locales.map(
    (locale) => Prisma.sql`(
      SELECT doc, locale, title FROM search_documents FORCE INDEX (search_documents_locale_title_words_idx)
      WHERE locale = ${locale} AND title_words LIKE ${begun} LIMIT ${mostBegun})`,
  );
  return bestOf(Prisma.join(each, ' UNION ALL '), { locales, take });
}

/**
 * Products whose title has all words from their beginning; the best of the first two hundred first.
 * @param locales the nearest first.
 */
export function findTitles(
  { asked, read, newest }: Pick<Plan<readonly string[]>, 'asked' | 'read' | 'newest'>,
  { locales, take, numbers }: { locales: readonly string[]; take: number; numbers: Numbers },
): Promise<Titles> {
  const source =
    asked.length > 0
      ? {
          from: Prisma.sql`search_documents t`,
          where: Prisma.sql`MATCH(t.title_words) AGAINST (${matchOf(asked, { all: true })} IN BOOLEAN MODE)`,
          order: Prisma.sql`NULL`,
        }
      : newestDocuments(numbers, newest);
  const most = asked.length > 0 && read.length > 0 ? take : 200;
  const entries = Prisma.sql`
    SELECT t.doc, t.locale, t.title FROM ${source.from}
    WHERE ${source.where} AND t.locale IN (${Prisma.join([...locales])}) AND ${hasWords(Prisma.sql`t.title_words`, read)}
    ORDER BY ${source.order} LIMIT ${most}`;
  return bestOf(entries, { locales, take });
}
