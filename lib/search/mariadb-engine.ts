import { remembered, tags } from '#lib/cache/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import type { Facet, SearchEngine, SearchHits, SearchQuery, Suggestions } from './engine.ts';
import { findPages } from './page.repository.ts';
import {
  type Counts,
  countHits,
  findCounts,
  findHits,
  misses,
  mostHits,
  type ReadyText,
} from './query.repository.ts';
import { findStoredCounts } from './stored-counts.repository.ts';
import { synonymsOf } from './synonyms.ts';
import { matchOf, queryTokens, tokensOf } from './tokens.ts';
import { allowedErrors, nearestWord } from './typos.ts';
import { findCandidates, findTitles, findWordsFrom, sampleWords } from './words.repository.ts';

const none: SearchHits = {
  ids: [],
  total: 0,
  facets: [],
  priceRange: null,
  inStock: 0,
  among: null,
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

/** Every word must be there. */
async function allOf(words: Words): Promise<ReadyText> {
  const { telling, common, share } = await apart(words);
  return { match: telling.length > 0 ? matchOf(telling, { all: true }) : null, common, share };
}

/** Any will do; those that many have tell nothing then. */
async function anyOf(words: Words): Promise<ReadyText> {
  const { telling } = await apart(words);
  return { match: matchOf(telling.length > 0 ? telling : words, { all: false }), common: [], share: 1 };
}

/** So large a share of the products need not be had from the index to find the first of them. */
const commonFrom = 0.1;
/** Nor need so many products: in a large shop that is a smaller share. */
const commonMost = 20_000;

/** How large a share of all products has one of these alternatives, about; 0 for few. */
async function readShares(words: Words): Promise<{ size: number; shares: number[] }> {
  const { size, shares } = await remembered('search:words', [tags.navigation()], sampleWords);
  const shareOf = (alternatives: readonly string[]) =>
    shares.reduce(
      (sum, [word, share]) => (alternatives.some((token) => word.startsWith(token)) ? sum + share : sum),
      0,
    );
  return { size, shares: words.map((alternatives) => Math.min(1, shareOf(alternatives))) };
}

const product = (shares: readonly number[]) => shares.reduce((all, share) => all * share, 1);

/** Words that tell products apart, and those that one in ten has. */
async function apart(words: Words): Promise<{ telling: Words; common: Words; share: number }> {
  const { size, shares } = await readShares(words);
  const least = Math.min(commonFrom, commonMost / size);
  const isCommon = (index: number) => (shares[index] ?? 0) >= least;
  return {
    telling: words.filter((_, index) => !isCommon(index)),
    common: words.filter((_, index) => isCommon(index)),
    share: product(shares.filter((_, index) => isCommon(index))),
  };
}

async function listing(asked: SearchQuery): Promise<SearchHits> {
  const [[ids = []], counts] = await Promise.all([findPages([asked]), countsOf(asked)]);
  return found(ids, counts);
}

/** Words that find nothing are tried in other ways: each try then costs one statement. */
async function hits(asked: SearchQuery, text: ReadyText): Promise<SearchHits> {
  const all = await findHits(asked, text);
  if (all.length === 0) return none;
  const fit = all.filter(({ missed }) => missed === '');
  const { page, pageSize } = asked;
  const shown = fit.slice((page - 1) * pageSize, page * pageSize);
  return found(
    shown.map(({ id }) => id),
    await countHits(all),
    // Narrowed, it counts what misses one choice, and what misses two may come to be among it.
    all.length < mostHits && misses(asked.filters).length === 0 ? all.map(({ id }) => id) : null,
  );
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

/** The index tells of all products that have a word before of the first: so many take longer than reading the newest. */
const toldMost = 15_000;
/** Of these some have all words, where one product in a hundred has. */
const readForTitles = 2_000;
const frequentFrom = 0.01;

async function titlesOf(tokens: readonly string[], locale: string, take: number) {
  const { size, shares } = await readShares(tokens.map((token) => [token]));
  const told = size * shares.reduce((sum, share) => sum + share, 0);
  const read = told > toldMost && product(shares) >= frequentFrom;
  const found = read ? await findTitles(tokens, { locale, take, among: readForTitles }) : [];
  return found.length < take ? findTitles(tokens, { locale, take, among: null }) : found;
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
    [...last].length < 2 && before.length === 0 ? [] : titlesOf(tokens, locale, limit * 2),
  ]);
  const unique = [
    ...new Map(products.toReversed().map((product) => [product.id, product])).values(),
  ].toReversed();
  return {
    words: words.map((word) => [...before, word].join(' ')),
    products: unique.slice(0, limit),
  };
}
