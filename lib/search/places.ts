/** A category a product was put into, with its position there. */
export type Placement = { categoryId: string; position: number };

export type Tree = ReadonlyMap<string, { title: string; parentId: string | null; hidden: boolean }>;

/** From a category to the top, itself first; a cycle ends the walk. */
function upFrom(tree: Tree, id: string): string[] {
  const path = new Set<string>();
  for (let at: string | null = id; at !== null && !path.has(at); at = tree.get(at)?.parentId ?? null)
    path.add(at);
  return [...path];
}

/**
 * Where a product stands in the listings it is in, by category: first in its own, and in those above. What is hidden, and
 * what is above it, does not list it. Pure.
 */
export function placesIn(tree: Tree, placements: readonly Placement[]): Map<string, number> {
  const places = new Map<string, number>();
  for (const { categoryId, position } of placements) {
    const path = upFrom(tree, categoryId);
    if (path.some((id) => tree.get(id)?.hidden)) continue;
    for (const id of path) places.set(id, Math.min(places.get(id) ?? position, position));
  }
  return places;
}
