import { searchEngine } from '#lib/search/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { cardsOf } from './listing.ts';
import type { ProductCard, View } from './types.ts';

export type SearchSuggestions = { words: string[]; products: ProductCard[] };

/** What could be meant while somebody types: at most five texts to look for, and five products. Any text is safe. */
export async function suggestProducts(
  typed: string,
  { at = new Date(), locale = baseLocale, currency }: View = {},
): Promise<SearchSuggestions> {
  const { words, products } = await searchEngine.suggest(typed, { locale, limit: 5 });
  const ids = products.map(({ id }) => id);
  return { words, products: await cardsOf(ids, { at, locale, currency }) };
}
