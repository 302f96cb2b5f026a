/**
 * Shares an amount out over parts by their weights, to the minor unit: every share is the exact one rounded down, and
 * what is left over goes to the largest remainders (first among equals). Without any weight all shares are 0.
 */
export function shareOut(amountMinor: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (amountMinor === 0 || total === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => BigInt(amountMinor) * BigInt(weight));
  const shares = exact.map((product) => Number(product / BigInt(total)));
  const byRemainder = exact
    .map((product, index) => ({ index, rest: product % BigInt(total) }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const left = amountMinor - shares.reduce((sum, share) => sum + share, 0);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
