import { findIdsByHandle } from './catalogue.repository.ts';
import { cardsOf } from './listing.ts';
import type { ProductCard, View } from './types.ts';

/** The cards of these products in their order, at most 200; what is not there or not sold for the currency is left out. */
export async function getCards(
  handles: readonly string[],
  { at = new Date(), locale, currency }: View = {},
): Promise<ProductCard[]> {
  const asked = [...new Set(handles)].slice(0, 200);
  const ids = await findIdsByHandle(asked);
  return cardsOf(
    asked.flatMap((handle) => ids.get(handle) ?? []),
    { at, locale, currency },
  );
}
