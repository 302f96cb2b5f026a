import { FRONT_PAGE } from './catalogue.repository.ts';
import { countMembers, findForStaff } from './category-edits.repository.ts';

/** A category as staff see it, hidden or not. */
export type StaffCategoryRow = {
  id: string;
  handle: string;
  title: string;
  parentId: string | null;
  /** How many categories are above it. */
  depth: number;
  hidden: boolean;
  /** Whether a rule decides its products, and whether they do not follow from it yet. */
  byRule: boolean;
  due: boolean;
};

/** Every category from the top of the tree down, at most 1,000, and apart from them the front page's collection. */
export async function listStaffCategories(): Promise<{
  tree: StaffCategoryRow[];
  frontPage: StaffCategoryRow | null;
}> {
  const rows = (await findForStaff()).map(({ rule, position: _, ...row }) => ({ ...row, byRule: rule }));
  const childrenOf = Map.groupBy(rows, ({ parentId }) => parentId);
  const below = (parentId: string | null, depth: number): StaffCategoryRow[] =>
    (childrenOf.get(parentId) ?? [])
      .filter(({ handle }) => handle !== FRONT_PAGE)
      .flatMap((row) => [{ ...row, depth }, ...below(row.id, depth + 1)]);
  const front = rows.find(({ handle }) => handle === FRONT_PAGE);
  return { tree: below(null, 0), frontPage: front ? { ...front, depth: 0 } : null };
}

export type CountedCategoryRow = StaffCategoryRow & {
  /** How many products are in it itself. */
  products: number;
};

/** The same with their products counted, which takes longer the more there are. */
export async function countStaffCategories(): Promise<{
  tree: CountedCategoryRow[];
  frontPage: CountedCategoryRow | null;
}> {
  const [{ tree, frontPage }, members] = await Promise.all([listStaffCategories(), countMembers()]);
  const counted = (row: StaffCategoryRow) => ({ ...row, products: members.get(row.id) ?? 0 });
  return { tree: tree.map(counted), frontPage: frontPage && counted(frontPage) };
}
