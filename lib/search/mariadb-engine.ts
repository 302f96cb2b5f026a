import { remembered, tags } from '#lib/cache/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { type Counts, countHits, findCounts } from './counts.repository.ts';
import type { Facet, SearchEngine, SearchHits, SearchQuery, Suggestions } from './engine.ts';
import { fewTimes, findHits, type ReadyText } from './hits.repository.ts';
import { findPages } from './page.repository.ts';
import { type Numbers, planSearch } from './plan.ts';
import { misses } from './query.repository.ts';
import { findStoredCounts } from './stored-counts.repository.ts';
import { synonymsOf } from './synonyms.ts';
import { matchOf, queryTokens, tokensOf } from './tokens.ts';
import { allowedErrors, nearestWord } from './typos.ts';
import {
  findCandidates,
  findTitles,
  findTitlesFrom,
  findWordsFrom,
  sampleWords,
  shareOf,
  titledIn,
} from './words.repository.ts';

const none: SearchHits = {
  ids: [],
  total: 0,
  facets: [],
  priceRange: null,
  inStock: 0,
  among: null,
  more: false,
  corrected: null,
  relaxed: false,
};

/** Search by MariaDB's full-text index: the shop's own database, so that it is never behind. */
export const mariadbEngine: SearchEngine = { query, pages, suggest };

function pages(asked: readonly SearchQuery[]): Promise<string[][]> {
  return findPages(asked);
}

async function query(asked: SearchQuery): Promise<SearchHits> {
  if (asked.text === undefined) return listing(asked);
  const tokens = queryTokens(asked.text);
  if (tokens.length === 0) return none;
  const exact = await hits(asked, await allOf(await synonymsOf(tokens)));
  if (exact.total > 0) return exact;
  const corrected = await correct(tokens, asked.locale);
  if (corrected) {
    const found = await hits(asked, await allOf(await synonymsOf(corrected)));
    if (found.total > 0) return { ...found, corrected: corrected.join(' ') };
  }
  if (tokens.length === 1) return none;
  const found = await hits(asked, await anyOf(await synonymsOf(corrected ?? tokens)));
  return { ...found, corrected: corrected?.join(' ') ?? null, relaxed: found.total > 0 };
}

type Words = readonly (readonly string[])[];

/**
 * Of what fits a text so many of the best are ordered, narrowed and counted: what more there is, nobody pages to. In a large
 * shop ten pages, since each costs what it takes to find it among so many others.
 */
const mostHitsIn = (size: number) =>
  size === 0 ? 2_000 : Math.round(Math.max(240, Math.min(2_000, 10_000_000 / size)));

/** Every word must be there. */
async function allOf(words: Words): Promise<ReadyText> {
  const { size, numbers, each } = await readShares(words);
  const wanted = mostHitsIn(size);
  const { asked, read, newest, few } = planSearch(each, { size, wanted, fewBelow: wanted * fewTimes });
  return {
    match: asked.length > 0 ? matchOf(asked, { all: true }) : null,
    common: read,
    all: size > 0 ? [...asked, ...read] : null,
    ...{ newest, numbers, wanted, few },
  };
}

/** So large a share of the products has a word that tells nothing, where any will do. */
const tellsNothingFrom = 0.02;

/** Any will do; those that many have are left out, if there are others. */
async function anyOf(words: Words): Promise<ReadyText> {
  const { size, numbers, each } = await readShares(words);
  const telling = each.flatMap(({ word, share }) => (share < tellsNothingFrom ? [word] : []));
  const match = matchOf(telling.length > 0 ? telling : words, { all: false });
  return { match, common: [], all: null, newest: 0, numbers, wanted: mostHitsIn(size), few: false };
}

const readSample = () => remembered('search:word-sample', [tags.navigation()], sampleWords);

/**
 * How many of about `size` products are called so, by a sample: have words in their titles that begin like each of these. 0
 * where it is not known, and in a small shop, where it is soon counted.
 */
export async function expectTitled(text: string): Promise<{ titled: number; size: number }> {
  const sample = await readSample();
  return { titled: titledIn(tokensOf(text, 8), sample), size: sample.size };
}

/** These words, the rarest first by a sample, as a full-text index is best asked for all of them. */
export async function rarestFirst(words: readonly string[]): Promise<string[]> {
  const sample = await readSample();
  const share = (word: string) => tokensOf(word).reduce((all, token) => all + shareOf(token, sample), 0);
  return words
    .map((word) => ({ word, share: share(word) }))
    .sort((a, b) => a.share - b.share)
    .map(({ word }) => word);
}

/** Words, each with its alternatives, and how large a share of all products has one of these, about; 0 for few. */
async function readShares(
  words: Words,
): Promise<{ size: number; numbers: Numbers; each: { word: readonly string[]; share: number }[] }> {
  const { size, numbers, ...sample } = await readSample();
  const each = words.map((word) => {
    const share = word.reduce((sum, token) => sum + shareOf(token, sample), 0);
    return { word, share: Math.min(1, share) };
  });
  return { size, numbers, each };
}

async function listing(asked: SearchQuery): Promise<SearchHits> {
  const [[ids = []], counts] = await Promise.all([findPages([asked]), countsOf(asked)]);
  return found(ids, counts);
}

/** Words that find nothing are tried in other ways: each try then costs one statement. */
async function hits(asked: SearchQuery, text: ReadyText): Promise<SearchHits> {
  const { hits: all, more } = await findHits(asked, text);
  if (all.length === 0) return none;
  const fit = all.filter(({ missed }) => missed === '');
  const { page, pageSize } = asked;
  const shown = fit.slice((page - 1) * pageSize, page * pageSize);
  const counts = await countHits(all, asked.filters);
  return {
    ...found(
      shown.map(({ id }) => id),
      counts,
      // Narrowed, it counts what misses one choice, and what misses two may come to be among it.
      !more && misses(asked.filters).length === 0 ? all.map(({ id }) => id) : null,
    ),
    more,
  };
}

function found(
  ids: string[],
  { total, min, max, inStock, facets }: Counts,
  among: readonly string[] | null = null,
): SearchHits {
  const priceRange = min === null || max === null ? null : { min, max };
  return { ...none, ids, total, facets: facetsOf(facets), priceRange, inStock, among };
}

/** Of a whole category they are the same on all its pages and in every order: from the object cache. */
function countsOf(asked: SearchQuery): Promise<Counts> {
  const { categoryId, currency, filters } = asked;
  if (categoryId === undefined || misses(filters).length > 0) return findCounts(asked);
  const changesWith = [tags.category(categoryId), tags.pricesIn(categoryId)];
  return remembered(
    `counts:${categoryId}:${currency}`,
    changesWith,
    async () => (await findStoredCounts(categoryId, currency)) ?? findCounts(asked),
  );
}

function facetsOf(rows: Counts['facets']): Facet[] {
  return [...Map.groupBy(rows, ({ kind, name }) => `${kind}:${name}`).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { kind, name } = first;
    return [{ kind, name, values: own.map(({ value, count }) => ({ value, count })) }];
  });
}

const localesOf = (locale: string) => [...new Set([locale, baseLocale])];

/** The words with those nobody uses replaced by the nearest that are used; null when there is nothing to correct. */
async function correct(tokens: readonly string[], locale: string): Promise<string[] | null> {
  const correctable = tokens.filter((token) => allowedErrors(token) > 0 && /^\p{L}+$/u.test(token));
  const asked = correctable.map((word) => ({ word, errors: allowedErrors(word) }));
  const candidates = await findCandidates(asked, localesOf(locale));
  const corrected = tokens.map((token) => nearestWord(token, candidates.get(token) ?? []) ?? token);
  return corrected.some((token, index) => token !== tokens[index]) ? corrected : null;
}

/** So many of the newest products are looked through for titles at most. */
const mostForTitles = 25_000;

/** First those that begin with what is typed: mostly there are enough of them, whatever the size of the shop. */
async function titlesOf(tokens: readonly string[], locale: string, limit: number) {
  // In two languages a product comes twice.
  const take = limit * 2;
  const locales = localesOf(locale);
  const begun = await findTitlesFrom(tokens, { locales, take });
  if (new Set(begun.map(({ id }) => id)).size >= limit) return begun;
  const { size, numbers, each } = await readShares(tokens.map((token) => [token]));
  const plan = planSearch(each, { size, wanted: take, most: mostForTitles });
  return [...begun, ...(await findTitles(plan, { locales, take, numbers }))];
}

async function suggest(
  typed: string,
  { locale, limit }: { locale: string; limit: number },
): Promise<Suggestions> {
  const tokens = tokensOf(typed.slice(0, 120), 8);
  const last = tokens.at(-1);
  if (last === undefined) return { words: [], products: [] };
  const before = tokens.slice(0, -1);
  const [words, products] = await Promise.all([
    findWordsFrom(last, localesOf(locale), limit),
    [...last].length < 2 && before.length === 0 ? [] : titlesOf(tokens, locale, limit),
  ]);
  if (words.length === 0 && products.length === 0) {
    const corrected = await correct(tokens, locale);
    return { words: corrected ? [corrected.join(' ')] : [], products: [] };
  }
  // Found in two languages, or both ways: by its first place.
  const unique = [...Map.groupBy(products, ({ id }) => id).values()].flatMap((same) => same.slice(0, 1));
  return {
    words: words.map((word) => [...before, word].join(' ')),
    products: unique.slice(0, limit),
  };
}
