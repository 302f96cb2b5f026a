import { env } from '#lib/platform/index.ts';
import { type ProductRules, pricedBy, rulesOf } from '#lib/promotions/index.ts';
import { readTexts, textIn } from '#lib/translations/index.ts';
import {
  type CardRow,
  countActive,
  findActiveIds,
  findCardRows,
  findFirstImages,
  type ListingFilter,
} from './catalogue.repository.ts';
import { ratingOf } from './rating.ts';
import { shownPrice } from './shown-price.ts';
import type { Image, ProductCard, ProductListing, Sort } from './types.ts';

export const PAGE_SIZE = 24;
const sorts: readonly string[] = ['featured', 'newest', 'price-asc', 'price-desc'];

/** A page number a listing can use: whole, from 1 to 10,000, whatever came in. */
export function pageNumber(page: number | undefined): number {
  return Math.min(10_000, Math.max(1, Math.floor(Number(page)) || 1));
}

/** A sort order that exists, whatever came in. */
export function sortOrder(sort: string | undefined): Sort {
  return sort !== undefined && sorts.includes(sort) ? (sort as Sort) : 'featured';
}

/** Cards of these products in the order of `ids`, from one row per variant. */
export function toCards(
  ids: readonly string[],
  rows: readonly CardRow[],
  images: ReadonlyMap<string, Image>,
  rules: ProductRules = new Map(),
  at: Date = new Date(0),
): ProductCard[] {
  const byProduct = Map.groupBy(rows, (row) => row.id);
  return ids.flatMap((id) => {
    const own = rules.get(id) ?? [];
    const variants = (byProduct.get(id) ?? []).map((row) => ({ ...row, ...shownPrice(row, own, at) }));
    const [first] = variants;
    if (!first) return [];
    const from = variants.reduce((low, each) => (each.priceMinor < low.priceMinor ? each : low), first);
    return {
      id,
      handle: first.handle,
      title: first.title,
      vendor: first.vendor,
      image: images.get(id) ?? null,
      fromMinor: from.priceMinor,
      compareAtMinor: from.compareAtMinor,
      priceVaries: variants.some((each) => each.priceMinor !== from.priceMinor),
      sale: from.sale,
      inStock: variants.some((each) => each.onHand > 0),
      rating: ratingOf(first),
      pricedBy: pricedBy(
        own,
        variants.flatMap((each) => each.ruleIds),
        at,
      ),
    };
  });
}

export async function cardsOf(
  ids: readonly string[],
  {
    at,
    locale,
    currency = env.SHOP_CURRENCY,
  }: { at: Date; locale?: string | undefined; currency?: string | undefined },
): Promise<ProductCard[]> {
  if (ids.length === 0) return [];
  const [rows, images, rules, texts] = await Promise.all([
    findCardRows(ids, currency),
    findFirstImages(ids),
    rulesOf(ids, at, currency),
    readTexts('product', ids, locale),
  ]);
  return toCards(ids, rows, images, rules, at).map((card) => textIn(card, texts.get(card.id)));
}

export async function firstCards(
  filter: ListingFilter,
  { sort, take, ...view }: { sort: Sort; take: number; at: Date; locale?: string | undefined },
): Promise<ProductCard[]> {
  return cardsOf(await findActiveIds(filter, sort, { take }), { ...view, currency: filter.currency });
}

/** One page of active products; a page past the end is empty. */
export async function listingPage(
  filter: ListingFilter,
  { page, sort, ...view }: { page: number; sort: Sort; at: Date; locale?: string | undefined },
): Promise<ProductListing> {
  const [total, ids] = await Promise.all([
    countActive(filter),
    findActiveIds(filter, sort, { take: PAGE_SIZE, skip: (page - 1) * PAGE_SIZE }),
  ]);
  return {
    products: await cardsOf(ids, { ...view, currency: filter.currency }),
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
    total,
  };
}
