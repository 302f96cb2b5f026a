import { type Tag, tags } from '#lib/cache/index.ts';
import type { Tx } from '#lib/platform/index.ts';
import { findCategories } from './catalogue.repository.ts';
import { findProductCategoryIds } from './catalogue-write.repository.ts';
import { withAncestors } from './category-tree.ts';

/** The tags of every page a product may be on: its own, listings up the tree, search. */
export async function productTags(
  tx: Tx,
  productId: string,
  formerCategoryIds: string[] = [],
): Promise<Tag[]> {
  const own = await findProductCategoryIds(tx, productId);
  const listed = withAncestors(await findCategories(tx), [...own, ...formerCategoryIds]);
  return [tags.product(productId), ...listed.map(tags.category), tags.search()];
}
