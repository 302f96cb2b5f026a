import { type Tag, tags } from '#lib/cache/index.ts';
import type { Tx } from '#lib/platform/index.ts';
import { findListings } from './targets.repository.ts';
import type { PricedBy } from './types.ts';

/** The tags of a page that shows these prices. */
export function priceTags(...priced: readonly PricedBy[]): Tag[] {
  return priced.flatMap(({ ruleIds, until }) => [
    ...ruleIds.map(tags.priceRule),
    ...(until ? [tags.until(until)] : []),
  ]);
}

/** The tags of every listing in the order of prices that these products may stand in. */
export async function orderTags(tx: Tx, productIds: readonly string[]): Promise<Tag[]> {
  const listings = await findListings(tx, productIds);
  return [...listings.map(tags.pricesIn), tags.pricesIn('search')];
}
