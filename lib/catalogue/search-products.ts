import { searchEngine } from '#lib/search/index.ts';
import { linkOf } from './category-tree.ts';
import { listingQuery, toListing } from './listing.ts';
import { readCategories } from './localise.ts';
import type { ListingInput, SearchListing, View } from './types.ts';

/**
 * Active products that have every word of `q` (words match from their start) in title, vendor, type, tags, attributes,
 * categories, SKUs or description. When there is none, mistyped words are corrected, then some of the words may do.
 * 24 a page, `featured` sorts by relevance, prices in minor units. Any text is safe.
 */
export async function searchProducts(
  { q, ...input }: { q: string } & ListingInput,
  { at = new Date(), ...view }: View = {},
): Promise<SearchListing> {
  const query = listingQuery(input, view);
  const [hits, tree] = await Promise.all([
    searchEngine.query({ ...query, text: q }),
    readCategories(view.locale),
  ]);
  const listing = await toListing(hits, query, { at, ...view, tree: tree.map(linkOf) });
  const { corrected, relaxed, among } = hits;
  return { ...listing, corrected, relaxed, among };
}
