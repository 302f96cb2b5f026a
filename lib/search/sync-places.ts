import { db, type Tx } from '#lib/platform/index.ts';
import { findMisplaced, type Placed, writePlaces } from './facets.repository.ts';
import { findEntries, findEntryIdsAfter, holdEntries, readPlacements, readTree } from './index.repository.ts';
import { indexProducts } from './index-products.ts';
import { placesIn } from './places.ts';

const batch = 500;

/** Follows the order of a category's products, in the caller's transaction. */
export async function syncPlaces(tx: Tx, productIds: readonly string[]): Promise<void> {
  for (let index = 0; index < productIds.length; index += batch) {
    const ids = productIds.slice(index, index + batch);
    await holdEntries(tx, ids);
    const entries = await placedEntries(tx, ids);
    const astray = await writePlaces(tx, entries);
    await indexProducts(
      tx,
      entries.filter(({ doc }) => astray.has(doc)).map(({ productId }) => productId),
    );
  }
}

/** The next `most` products of the index by id, and whether it says wrongly where one stands. */
export async function checkPlaces(after: string, most: number): Promise<{ id: string; wrong: boolean }[]> {
  const ids = await findEntryIdsAfter(after, most);
  const entries = await placedEntries(db(), ids);
  const wrong = await findMisplaced(db(), entries);
  const docs = new Map(entries.map(({ productId, doc }) => [productId, doc]));
  return ids.map((id) => ({ id, wrong: wrong.has(docs.get(id) ?? 0) }));
}

async function placedEntries(
  tx: Tx,
  productIds: readonly string[],
): Promise<(Placed & { productId: string })[]> {
  if (productIds.length === 0) return [];
  const entries = await findEntries(tx, productIds);
  const placements = await readPlacements(tx, productIds);
  const tree = await readTree(tx);
  return entries.map((entry) => ({
    ...entry,
    places: placesIn(tree, placements.get(entry.productId) ?? []),
  }));
}
