import {
  type CardRow,
  countActive,
  findActiveIds,
  findCardRows,
  findFirstImages,
  type ListingFilter,
} from './catalogue.repository.ts';
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

/** The compare-at price worth showing: only one above the price. */
export function shownCompareAt(priceMinor: number, compareAtMinor: number | null): number | null {
  return compareAtMinor !== null && compareAtMinor > priceMinor ? compareAtMinor : null;
}

/** Cards of these products in the order of `ids`, from one row per variant. */
export function toCards(
  ids: readonly string[],
  rows: readonly CardRow[],
  images: ReadonlyMap<string, Image>,
): ProductCard[] {
  const byProduct = Map.groupBy(rows, (row) => row.id);
  return ids.flatMap((id) => {
    const variants = byProduct.get(id) ?? [];
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
      compareAtMinor: shownCompareAt(from.priceMinor, from.compareAtMinor),
      priceVaries: variants.some((each) => each.priceMinor !== from.priceMinor),
      inStock: variants.some((each) => each.onHand > 0),
    };
  });
}

export async function cardsOf(ids: readonly string[]): Promise<ProductCard[]> {
  if (ids.length === 0) return [];
  const [rows, images] = await Promise.all([findCardRows(ids), findFirstImages(ids)]);
  return toCards(ids, rows, images);
}

export async function firstCards(filter: ListingFilter, sort: Sort, take: number): Promise<ProductCard[]> {
  return cardsOf(await findActiveIds(filter, sort, { take }));
}

/** One page of active products; a page past the end is empty. */
export async function listingPage(
  filter: ListingFilter,
  { page, sort }: { page: number; sort: Sort },
): Promise<ProductListing> {
  const [total, ids] = await Promise.all([
    countActive(filter),
    findActiveIds(filter, sort, { take: PAGE_SIZE, skip: (page - 1) * PAGE_SIZE }),
  ]);
  return { products: await cardsOf(ids), page, pages: Math.max(1, Math.ceil(total / PAGE_SIZE)), total };
}
