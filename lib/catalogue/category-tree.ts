import type { CategoryRow } from './catalogue.repository.ts';
import type { CategoryLink, CategoryNode } from './types.ts';

export const linkOf = ({ id, handle, title }: CategoryRow): CategoryLink => ({ id, handle, title });

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

/** These categories and everything above them: the listings a product in them appears on. */
export function withAncestors(rows: readonly CategoryRow[], ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => pathTo(rows, id).map((row) => row.id)))];
}

/** The tree below `parentId`, children in the order of the rows. */
export function treeOf(rows: readonly CategoryRow[], parentId: string | null = null): CategoryNode[] {
  return rows
    .filter((row) => row.parentId === parentId)
    .map((row) => ({ ...linkOf(row), children: treeOf(rows, row.id) }));
}
