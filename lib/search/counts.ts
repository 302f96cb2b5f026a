/** How many entries have a facet, by its number. */
export type FacetCount = [facet: number, n: number];
/** What is counted of an entry: its facets, those of them that are listings, and whether it can be bought. */
export type Counted = { available: boolean; facets: readonly number[]; listings: readonly number[] };

/** Stands among facets for what can be bought; those of the index begin at 1. */
export const buyable = 0;

/** What it does to the counts of listings that these entries changed; null is an entry that was not, or is no more. Pure. */
export function countChanges(
  entries: readonly { before: Counted | null; after: Counted | null }[],
): { listing: number; changes: FacetCount[] }[] {
  const found = new Map<number, Map<number, number>>();
  const add = (entry: Counted | null, n: number) => {
    for (const listing of entry?.listings ?? []) {
      const counts = found.get(listing) ?? new Map<number, number>();
      found.set(listing, counts);
      const facets = [...(entry?.facets ?? []), ...(entry?.available ? [buyable] : [])];
      for (const facet of facets) counts.set(facet, (counts.get(facet) ?? 0) + n);
    }
  };
  for (const { before, after } of entries) {
    add(before, -1);
    add(after, 1);
  }
  return [...found].flatMap(([listing, counts]) => {
    const changes = [...counts].filter(([, n]) => n !== 0);
    return changes.length > 0 ? [{ listing, changes }] : [];
  });
}

/** Counts with what was added to them since; the most frequent first, and of as frequent ones the oldest. Pure. */
export function sumCounts(lists: readonly (readonly FacetCount[])[]): FacetCount[] {
  const sum = new Map<number, number>();
  for (const [facet, n] of lists.flat()) sum.set(facet, (sum.get(facet) ?? 0) + n);
  return [...sum].filter(([, n]) => n !== 0).sort(([a, n], [b, m]) => m - n || a - b);
}
