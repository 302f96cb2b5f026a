import { searchEngine } from '#lib/search/index.ts';
import { FRONT_PAGE } from './catalogue.repository.ts';
import { linkOf, pathTo, withDescendants } from './category-tree.ts';
import { listingQuery, sortOrder, toListing } from './listing.ts';
import { readCategories, readCategoryText } from './localise.ts';
import type { CategoryPage, ListingInput, View } from './types.ts';

/**
 * A category with one page of 24 products, its own and its descendants'; null when there is none.
 * A page past `pages` has no products. Prices in minor units of the
 * currency; what has none in it is not listed.
 */
export async function getCategory(
  handle: string,
  input: ListingInput = {},
  { at = new Date(), locale, currency }: View = {},
): Promise<CategoryPage | null> {
  const rows = await readCategories(locale);
  const category = rows.find((row) => row.handle === handle);
  if (!category) return null;
  const sort = sortOrder(input.sort);
  const query = listingQuery(input, { locale, currency });
  const [hits, text] = await Promise.all([
    searchEngine.query({
      ...query,
      categoryId: category.id,
      listedIn: withDescendants(rows, category.id),
    }),
    readCategoryText(category.id, locale),
  ]);
  const below = rows.filter((row) => row.parentId === category.id && row.handle !== FRONT_PAGE).map(linkOf);
  const listing = await toListing(hits, query, { at, locale, currency, tree: below });
  return {
    ...linkOf(category),
    ...text,
    sort,
    children: below,
    ancestors: pathTo(rows, category.id).slice(0, -1).map(linkOf),
    ...listing,
  };
}
