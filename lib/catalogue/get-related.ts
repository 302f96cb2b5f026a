import { findRelations } from './catalogue.repository.ts';
import { cardsOf, firstIds } from './listing.ts';
import type { ProductCard, ProductPage, View } from './types.ts';

/** How many a product's page shows. */
const most = 4;

/**
 * What goes with a product, at most four: what staff picked for it, in their order, then what stands first in its own
 * category. Only what is active and sold for the currency. Prices in minor units.
 */
export async function getRelated(
  { id, breadcrumbs }: Pick<ProductPage, 'id' | 'breadcrumbs'>,
  { at = new Date(), locale, currency }: View = {},
): Promise<ProductCard[]> {
  const view = { at, locale, currency };
  const picked = (await findRelations(id)).filter(({ status }) => status === 'active').map((row) => row.id);
  const chosen = await cardsOf(picked.slice(0, most), view);
  const category = breadcrumbs.at(-1);
  if (chosen.length >= most || !category) return chosen;
  const known = new Set([id, ...chosen.map((card) => card.id)]);
  const near = (await firstIds(category.id, most * 2 + 1, view)).filter((near) => !known.has(near));
  return [...chosen, ...(await cardsOf(near.slice(0, most - chosen.length), view))];
}
