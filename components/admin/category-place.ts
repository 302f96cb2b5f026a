/** What of a category its place in the tree needs. Rows are in the tree's order, from the top down. */
export type PlacedRow = { id: string; title: string; parentId: string | null; depth: number };

/** Below which category, and behind which of its children; null: at the top, and first. */
export type Place = { parentId: string | null; afterId: string | null };

/** The rows without what is below `id`: they travel with it. */
export function withoutBelow<T extends PlacedRow>(rows: readonly T[], id: string | null): T[] {
  const start = rows.findIndex((row) => row.id === id);
  const own = rows[start];
  if (!own) return [...rows];
  const end = rows.findIndex((row, index) => index > start && row.depth <= own.depth);
  return rows.filter((_, index) => index <= start || (end >= 0 && index >= end));
}

/**
 * Where the row at `from` lands when it is dropped at `to` (of `withoutBelow`), drawn to `depth`: as near to that depth
 * as the rows around allow.
 */
export function placeAt(rows: readonly PlacedRow[], from: number, to: number, depth: number): Place {
  const others = rows.toSpliced(from, 1);
  const before = others[to - 1];
  const most = before ? before.depth + 1 : 0;
  const least = others[to]?.depth ?? 0;
  const wanted = Math.min(most, Math.max(least, depth));
  if (before && wanted > before.depth) return { parentId: before.id, afterId: null };
  const behind = others.slice(0, to).findLast((row) => row.depth === wanted);
  return behind ? { parentId: behind.parentId, afterId: behind.id } : { parentId: null, afterId: null };
}

/** The children of one parent, in order, without `id`. */
export function childrenOf<T extends PlacedRow>(
  rows: readonly T[],
  parentId: string | null,
  id: string,
): T[] {
  return rows.filter((row) => row.parentId === parentId && row.id !== id);
}

/** The rows once `id`, with all below it, stands at a place. */
export function movedTo<T extends PlacedRow>(rows: readonly T[], id: string, place: Place): T[] {
  const start = rows.findIndex((row) => row.id === id);
  const own = rows[start];
  if (!own) return [...rows];
  const kept = withoutBelow(rows, id);
  const rest = rows.filter((row) => row.id !== id && kept.includes(row));
  const travelling = rows.filter((row) => row.id === id || !kept.includes(row));
  const parent = rest.find((row) => row.id === place.parentId);
  const depth = parent ? parent.depth + 1 : 0;
  const after = rest.findIndex((row) => row.id === (place.afterId ?? place.parentId));
  // Behind a sibling means behind all below it.
  const end =
    place.afterId === null
      ? after + 1
      : rest.findIndex((row, index) => index > after && row.depth <= (rest[after]?.depth ?? 0));
  const moving = travelling.map((row) => ({
    ...row,
    depth: row.depth - own.depth + depth,
    parentId: row.id === id ? place.parentId : row.parentId,
  }));
  return rest.toSpliced(end < 0 ? rest.length : end, 0, ...moving);
}

/** A place in words: `below Prints, behind Posters`. */
export function placeWords(rows: readonly PlacedRow[], { parentId, afterId }: Place): string {
  const title = (id: string | null) => rows.find((row) => row.id === id)?.title ?? '';
  const below = parentId === null ? 'at the top' : `below ${title(parentId)}`;
  return afterId === null ? `${below}, first` : `${below}, behind ${title(afterId)}`;
}
