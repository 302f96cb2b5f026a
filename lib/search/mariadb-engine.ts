import { remembered, tags } from '#lib/cache/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import type { Facet, SearchEngine, SearchHits, SearchQuery, Suggestions } from './engine.ts';
import {
  type Counts,
  findCandidates,
  findCounts,
  findPages,
  findTitles,
  findWordsFrom,
  type ReadyQuery,
} from './query.repository.ts';
import { synonymsOf } from './synonyms.ts';
import { matchOf, queryTokens, tokensOf } from './tokens.ts';
import { allowedErrors, nearestWord } from './typos.ts';

const none: SearchHits = {
  ids: [],
  total: 0,
  facets: [],
  priceRange: null,
  inStock: 0,
  corrected: null,
  relaxed: false,
};

/** Search by MariaDB's full-text index: the shop's own database, so that it is never behind. */
export const mariadbEngine: SearchEngine = { query, pages, suggest };

function pages(asked: readonly SearchQuery[]): Promise<string[][]> {
  return findPages(asked.map((one) => ({ ...one, match: null })));
}

async function query(asked: SearchQuery): Promise<SearchHits> {
  if (asked.text === undefined) return hits({ ...asked, match: null });
  const tokens = queryTokens(asked.text);
  if (tokens.length === 0) return none;
  const words = await synonymsOf(tokens);
  const exact = await hits({ ...asked, match: matchOf(words, { all: true }) });
  if (exact.total > 0) return exact;
  const corrected = await correct(tokens, asked.locale);
  if (corrected) {
    const match = matchOf(await synonymsOf(corrected), { all: true });
    const found = await hits({ ...asked, match });
    if (found.total > 0) return { ...found, corrected: corrected.join(' ') };
  }
  if (tokens.length === 1) return none;
  const found = await hits({
    ...asked,
    match: matchOf(await synonymsOf(corrected ?? tokens), { all: false }),
  });
  return { ...found, corrected: corrected?.join(' ') ?? null, relaxed: found.total > 0 };
}

async function hits(ready: ReadyQuery): Promise<SearchHits> {
  const [ids = []] = await findPages([ready]);
  // Words that find nothing are tried in other ways: each try then costs one statement.
  if (ready.match !== null && ids.length === 0 && ready.page === 1) return none;
  const counts = await countsOf(ready);
  const { total, min, max, inStock, facets } = counts;
  return {
    ...none,
    ids,
    total,
    facets: facetsOf(facets),
    priceRange: min === null || max === null ? null : { min, max },
    inStock,
  };
}

/** Of a whole category they are the same on all its pages and in every order: from the object cache. */
function countsOf(ready: ReadyQuery): Promise<Counts> {
  const { categoryId, currency, match, filters = {} } = ready;
  const narrowed = match !== null || Object.values(filters).some((choice) => choice !== undefined);
  if (categoryId === undefined || narrowed) return findCounts(ready);
  const changesWith = [tags.category(categoryId), tags.pricesIn(categoryId)];
  return remembered(`counts:${categoryId}:${currency}`, changesWith, () => findCounts(ready));
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
