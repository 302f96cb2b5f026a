import { FRONT_PAGE } from './catalogue.repository.ts';
import { treeOf } from './category-tree.ts';
import { readCategories } from './localise.ts';
import type { CategoryNode, View } from './types.ts';

/** The category tree for navigation, in a language. */
export async function listCategories({ locale }: View = {}): Promise<CategoryNode[]> {
  const rows = await readCategories(locale);
  return treeOf(rows.filter((row) => row.handle !== FRONT_PAGE));
}
