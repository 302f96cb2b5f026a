import { listingPage, pageNumber, sortOrder } from './listing.ts';
import { anywhere, searchWords } from './search-words.ts';
import type { ListingInput, ProductListing, View } from './types.ts';

/**
 * Active products that have every word of `q` in title, vendor or type (words match from their
 * start; if none does, anywhere). 24 a page, `featured` sorts by relevance, prices in minor units.
 * Any text is safe; text without a letter or digit finds nothing.
 */
export async function searchProducts(
  { q, ...input }: { q: string } & ListingInput,
  { at = new Date(), locale, currency }: View = {},
): Promise<ProductListing> {
  const view = { page: pageNumber(input.page), sort: sortOrder(input.sort), at, locale };
  const words = searchWords(q);
  if (!words) return { products: [], page: view.page, pages: 1, total: 0 };
  const found = await listingPage({ words, currency }, view);
  if (found.total > 0 || !words.match) return found;
  return listingPage({ words: anywhere(words), currency }, view);
}
