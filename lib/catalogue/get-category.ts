import { findCategories } from './catalogue.repository.ts';
import { linkOf, pathTo, withDescendants } from './category-tree.ts';
import { listingPage, pageNumber, sortOrder } from './listing.ts';
import type { CategoryPage, ListingInput } from './types.ts';

/**
 * A category with one page of 24 products, its own and its descendants'; null when there is none.
 * A page past `pages` has no products. Prices in minor units.
 */
export async function getCategory(
  handle: string,
  input: ListingInput = {},
  at: Date = new Date(),
): Promise<CategoryPage | null> {
  const rows = await findCategories();
  const category = rows.find((row) => row.handle === handle);
  if (!category) return null;
  const sort = sortOrder(input.sort);
  const filter = { categoryIds: withDescendants(rows, category.id) };
  const listing = await listingPage(filter, { page: pageNumber(input.page), sort, at });
  return {
    ...linkOf(category),
    description: category.description,
    sort,
    children: rows.filter((row) => row.parentId === category.id).map(linkOf),
    ancestors: pathTo(rows, category.id).slice(0, -1).map(linkOf),
    ...listing,
  };
}
