import { env } from '#lib/platform/index.ts';
import { type ProductRules, pricedBy, shownRulesOf } from '#lib/promotions/index.ts';
import { type Facet, type SearchHits, type SearchQuery, searchEngine } from '#lib/search/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { type CategoryRow, FRONT_PAGE } from './catalogue.repository.ts';
import { withDescendants } from './category-tree.ts';
import { namedIn, readWords } from './localise.ts';
import { ratingOf } from './rating.ts';
import { type CardRow, findCardRows } from './shown.repository.ts';
import { shownPrice } from './shown-price.ts';
import type {
  CategoryLink,
  ListingFacets,
  ListingInput,
  ProductCard,
  ProductListing,
  Sort,
  View,
} from './types.ts';

export const PAGE_SIZE = 24;
const sorts: readonly string[] = ['featured', 'newest', 'name', 'price-asc', 'price-desc'];

/** A page number a listing can use: whole, from 1 to 10,000, whatever came in. */
export function pageNumber(page: number | undefined): number {
  return Math.min(10_000, Math.max(1, Math.floor(Number(page)) || 1));
}

/** A sort order that exists, whatever came in. */
export function sortOrder(sort: string | undefined): Sort {
  return sort !== undefined && sorts.includes(sort) ? (sort as Sort) : 'featured';
}

/** Cards of these products in the order of `ids`; one with nothing to sell is none. */
export function toCards(
  ids: readonly string[],
  rows: readonly CardRow[],
  rules: ProductRules = new Map(),
  at: Date = new Date(0),
): ProductCard[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    const own = rules.get(id) ?? [];
    const variants = row?.variants.map((each) => ({ ...each, ...shownPrice(each, own, at) })) ?? [];
    const [first] = variants;
    if (!row || !first) return [];
    const from = variants.reduce((low, each) => (each.priceMinor < low.priceMinor ? each : low), first);
    return {
      id,
      handle: row.handle,
      title: row.title,
      vendor: row.vendor,
      image: row.image,
      fromMinor: from.priceMinor,
      compareAtMinor: from.compareAtMinor,
      priceVaries: variants.some((each) => each.priceMinor !== from.priceMinor),
      sale: from.sale,
      inStock: variants.some((each) => each.onHand > 0),
      rating: ratingOf(row),
      pricedBy: pricedBy(
        own,
        variants.flatMap((each) => each.ruleIds),
        at,
      ),
    };
  });
}

/**
 * Cards in the order of `ids`, with prices (minor units of `currency`) as they stand at `at`; what is not on sale,
 * or has no price in that currency, is left out.
 */
export async function cardsOf(
  ids: readonly string[],
  {
    at,
    locale = baseLocale,
    currency = env.SHOP_CURRENCY,
  }: { at: Date; locale?: string | undefined; currency?: string | undefined },
): Promise<ProductCard[]> {
  if (ids.length === 0) return [];
  const rows = await findCardRows(ids, { locale, currency });
  const [rules, word] = await Promise.all([shownRulesOf(rows, at, currency), readWords(locale)]);
  return toCards(ids, rows, namedIn(rules, word), at);
}

/** What every listing asks of the search engine. */
export function listingQuery(
  input: ListingInput,
  { locale = baseLocale, currency = env.SHOP_CURRENCY }: View,
): SearchQuery {
  const sort = sortOrder(input.sort);
  return {
    sort: sort === 'featured' ? 'relevance' : sort,
    page: pageNumber(input.page),
    pageSize: PAGE_SIZE,
    locale,
    currency,
    ...(input.filters ? { filters: input.filters } : {}),
  };
}

/** The first of a category in its own order, with all below it; without one, the newest of all. */
export type FirstOf = { categoryId: string | null; take: number };

/** The ids of each of these lists, in one statement. */
export function firstIds(
  lists: readonly FirstOf[],
  { tree, ...view }: View & { tree: readonly CategoryRow[] },
): Promise<string[][]> {
  return searchEngine.pages(
    lists.map(({ categoryId, take }) => ({
      ...listingQuery({}, view),
      ...(categoryId === null
        ? { sort: 'newest' as const }
        : { categoryId, listedIn: withDescendants(tree, categoryId) }),
      pageSize: take,
    })),
  );
}

/** One page of what the engine found for a query, with its facets in the page's language; a page past the end is empty. */
export async function toListing(
  hits: SearchHits,
  { page, filters }: SearchQuery,
  { tree, ...view }: View & { at: Date; tree: readonly CategoryLink[] },
): Promise<ProductListing> {
  const [products, facets] = await Promise.all([
    cardsOf(hits.ids, view),
    toFacets(hits, { tree, filters, locale: view.locale }),
  ]);
  return {
    products,
    page,
    pages: Math.max(1, Math.ceil(hits.total / PAGE_SIZE)),
    total: hits.total,
    more: hits.more,
    facets,
  };
}

const maxNames = 12;
/** Of a facet so many values are offered, those that most have, and what is chosen. */
const maxValues = 50;

async function toFacets(
  { facets, priceRange, inStock }: SearchHits,
  {
    tree,
    filters = {},
    locale,
  }: { tree: readonly CategoryLink[]; filters: SearchQuery['filters']; locale: string | undefined },
): Promise<ListingFacets> {
  const attributes = facets.filter(({ kind }) => kind === 'attribute').slice(0, maxNames);
  const word = await readWords(locale);
  const offered = (values: Facet['values'], chosen: readonly string[] = []) =>
    values.filter(({ value }, place) => place < maxValues || chosen.includes(value));
  const labelled = (values: Facet['values']) =>
    values.map(({ value, count }) => ({ value, label: word(value), count }));
  const valuesOf = (wanted: Facet['kind']) => facets.find(({ kind }) => kind === wanted)?.values ?? [];
  const listed = tree.filter(({ handle }) => handle !== FRONT_PAGE);
  const ids = new Set(listed.map(({ id }) => id));
  const within = valuesOf('category').filter(({ value }) => ids.has(value));
  const counts = new Map(offered(within, filters.categoryIds).map(({ value, count }) => [value, count]));
  return {
    attributes: attributes.map(({ name, values }) => ({
      name,
      label: word(name),
      values: labelled(offered(values, filters.attributes?.[name])),
    })),
    vendors: labelled(offered(valuesOf('vendor'), filters.vendors)),
    types: labelled(offered(valuesOf('type'), filters.types)),
    categories: listed.flatMap((link) => {
      const count = counts.get(link.id) ?? 0;
      return count > 0 ? [{ ...link, count }] : [];
    }),
    priceRange,
    inStock,
  };
}
