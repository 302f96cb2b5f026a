import type { CategoryRow } from './catalogue.repository.ts';
import { categoryHandles, foldKey } from './slug.ts';
import type { CategoryLink, CategoryNode } from './types.ts';

/** How deep the tree may go, and how many categories it may have. */
export const maxDepth = 5;
export const maxCategories = 1_000;

export const linkOf = ({
  id,
  handle,
  title,
}: Pick<CategoryRow, 'id' | 'handle' | 'title'>): CategoryLink => ({ id, handle, title });

/** From the root down to and including `id`; a cycle or a missing parent ends the walk. */
export function pathTo(rows: readonly CategoryRow[], id: string): CategoryRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const path: CategoryRow[] = [];
  for (let row = byId.get(id); row && !path.includes(row); row = byId.get(row.parentId ?? ''))
    path.unshift(row);
  return path;
}

/** `id` and everything below it. */
export function withDescendants(rows: readonly CategoryRow[], id: string): string[] {
  const found = new Set([id]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const row of rows) if (row.parentId && found.has(row.parentId)) found.add(row.id);
  }
  return [...found];
}

/** How many levels `id` and what is below it take. */
export function heightOf(rows: readonly CategoryRow[], id: string): number {
  const above = pathTo(rows, id).length;
  return Math.max(...withDescendants(rows, id).map((one) => pathTo(rows, one).length)) - above + 1;
}

/** These categories and everything above them: the listings a product in them appears on. */
export function withAncestors(rows: readonly CategoryRow[], ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => pathTo(rows, id).map((row) => row.id)))];
}

/** The whole tree, children in the order of the rows. */
export function treeOf(rows: readonly CategoryRow[]): CategoryNode[] {
  // Every page has the tree: it is made in one pass.
  const childrenOf = Map.groupBy(rows, ({ parentId }) => parentId);
  const below = (parentId: string | null): CategoryNode[] =>
    (childrenOf.get(parentId) ?? []).map((row) => ({ ...linkOf(row), children: below(row.id) }));
  return below(null);
}

/** The handles of the categories along a path of titles from the root, whether they are there yet or not. */
export type HandlesOf = (path: readonly string[]) => string[];

/**
 * A path leads to the categories that bear its titles, whatever their handles are by now; past those it is made of
 * handles as `categoryHandles` writes them, so that what was renamed is still found by its first name.
 */
export function handlesIn(rows: readonly CategoryRow[]): HandlesOf {
  const byPlace = new Map(rows.map((row) => [`${row.parentId ?? ''} ${foldKey(row.title)}`, row]));
  const byHandle = new Map(rows.map((row) => [row.handle, row]));
  return (path) => {
    const made = categoryHandles(path);
    let parent: CategoryRow | undefined;
    return path.map((title, depth) => {
      const named: CategoryRow | undefined =
        depth === 0 || parent ? byPlace.get(`${parent?.id ?? ''} ${foldKey(title)}`) : undefined;
      const handle = named?.handle ?? made[depth] ?? '';
      parent = named ?? byHandle.get(handle);
      return handle;
    });
  };
}
