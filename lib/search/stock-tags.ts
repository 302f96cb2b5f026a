import { type Tag, tags } from '#lib/cache/index.ts';

/** Of more products a page would have most groups of the shop anyway. */
const mostNamed = 200;

/**
 * What a page of search results is tagged with so that it is purged when a product it counts runs out or comes back, and
 * most others are not. @param among every product that its counts are about; null when that is not known.
 */
export function stockTags(among: readonly string[] | null): Tag[] {
  return among === null || among.length > mostNamed ? [tags.stock()] : [...new Set(among.map(tags.found))];
}

/** What to purge when these products run out or come back, besides their own pages and their categories'. */
export const stockChanged = (productIds: readonly string[]): Tag[] => [
  ...new Set(productIds.map(tags.found)),
  tags.stock(),
];
