import { remembered, tags } from '#lib/cache/index.ts';
import { env } from '#lib/platform/index.ts';
import { cardsOf, firstIds } from './listing.ts';
import { readCategories } from './localise.ts';
import type { ProductCard, ProductPage, View } from './types.ts';

/** How many a product's page shows. */
const most = 4;
const pickedMost = 12;

/**
 * What goes with a product, at most four: what staff picked for it, in their order, then what stands first in its own
 * category. Only what is active and sold for the currency. Prices in minor units.
 */
export async function getRelated(
  { id, breadcrumbs, pickedIds }: Pick<ProductPage, 'id' | 'breadcrumbs' | 'pickedIds'>,
  { at = new Date(), ...view }: View = {},
): Promise<ProductCard[]> {
  const category = breadcrumbs.at(-1);
  const near = category ? await firstOf(category.id, view) : [];
  // Some picked may not be on sale: then more of the category are shown.
  const ids = [...new Set([...pickedIds.slice(0, pickedMost), ...near])].filter((one) => one !== id);
  return (await cardsOf(ids, { at, ...view })).slice(0, most);
}

/** What stands first in a category: the same on all its products' pages, so from the object cache. */
async function firstOf(categoryId: string, view: View): Promise<string[]> {
  const key = `first:${categoryId}:${view.currency ?? env.SHOP_CURRENCY}`;
  return remembered(key, [tags.category(categoryId), tags.navigation()], async () => {
    const tree = await readCategories(view.locale);
    return (await firstIds([{ categoryId, take: most * 2 + 1 }], { ...view, tree }))[0] ?? [];
  });
}
