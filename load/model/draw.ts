/** Draws from measured distributions. Each takes numbers in [0, 1), so the same seed draws the same. */

export type Random = () => number;

/** A value between the percentiles of what was measured, on the line between two of them. */
export function fromPercentiles(percentiles: readonly number[], random: Random): number {
  const at = random() * (percentiles.length - 1);
  const below = Math.floor(at);
  const low = percentiles[below] ?? 0;
  return low + ((percentiles[below + 1] ?? low) - low) * (at - below);
}

/** One of the names, as often as its share says; the last when shares do not add up to 1. */
export function byShare<T extends string>(shares: Readonly<Partial<Record<T, number>>>, random: Random): T {
  let at = random();
  let last: T | undefined;
  for (const [name, share] of Object.entries(shares) as [T, number][]) {
    last = name;
    at -= share;
    if (at < 0) return name;
  }
  if (last === undefined) throw new RangeError('nothing to draw from');
  return last;
}

/**
 * Where in the row of all articles, the most popular first, the next one is: 0 to 1.
 * @param skew points of (share of articles, share of what is sold), both rising from 0 to 1.
 */
export function popularity(skew: readonly (readonly [number, number])[], random: Random): number {
  const sold = random();
  for (let index = 1; index < skew.length; index++) {
    const [fromArticles, fromSold] = skew[index - 1] ?? [0, 0];
    const [toArticles, toSold] = skew[index] ?? [1, 1];
    if (sold >= toSold) continue;
    return fromArticles + ((sold - fromSold) / (toSold - fromSold)) * (toArticles - fromArticles);
  }
  return skew.at(-1)?.[0] ?? 0;
}
