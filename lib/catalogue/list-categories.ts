import { FRONT_PAGE, findCategories } from './catalogue.repository.ts';
import { treeOf } from './category-tree.ts';
import type { CategoryNode } from './types.ts';

/** The category tree for navigation. */
export async function listCategories(): Promise<CategoryNode[]> {
  const rows = await findCategories();
  return treeOf(rows.filter((row) => row.handle !== FRONT_PAGE));
}
