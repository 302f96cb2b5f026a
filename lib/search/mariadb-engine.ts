import { remembered, tags } from '#lib/cache/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import type { Facet, SearchEngine, SearchHits, SearchQuery, Suggestions } from './engine.ts';
import { findPages } from './page.repository.ts';
import {
  type Counts,
  countHits,
  findCandidates,
  findCounts,
  findHits,
  findTitles,
  findWordsFrom,
  misses,
  mostHits,
  type ReadyText,
  sampleWords,
} from './query.repository.ts';
import { findStoredCounts } from './stored-counts.repository.ts';
import { synonymsOf } from './synonyms.ts';
import { matchOf, queryTokens, tokensOf } from './tokens.ts';
import { allowedErrors, nearestWord } from './typos.ts';

const none: SearchHits = {
  ids: [],
  total: 0,
  facets: [],
  priceRange: null,
  inStock: 0,
  among: [],
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

/** Words that tell products apart, and those that one in ten has. */
async function apart(words: Words): Promise<{ telling: Words; common: Words; share: number }> {
  const shares = await remembered('search:sample', [tags.navigation()], sampleWords);
  const shareOf = (alternatives: readonly string[]) =>
    shares.reduce(
      (sum, [word, share]) => (alternatives.some((token) => word.startsWith(token)) ? sum + share : sum),
      0,
    );
  const known = words.map((alternatives) => ({ alternatives, share: shareOf(alternatives) }));
  const common = known.filter(({ share }) => share >= commonFrom);
  return {
    telling: known.filter((word) => !common.includes(word)).map(({ alternatives }) => alternatives),
    common: common.map(({ alternatives }) => alternatives),
    share: common.reduce((product, { share }) => product * Math.min(1, share), 1),
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
    [...last].length < 2 && before.length === 0
      ? []
      : findTitles(
          matchOf(
            tokens.map((token) => [token]),
            { all: true },
          ),
          locale,
          limit * 2,
        ),
  ]);
  const unique = [
    ...new Map(products.toReversed().map((product) => [product.id, product])).values(),
  ].toReversed();
  return {
    words: words.map((word) => [...before, word].join(' ')),
    products: unique.slice(0, limit),
  };
}
