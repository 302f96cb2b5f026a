import { isPrice } from './price.ts';

/** How staff change many prices: to an amount, by basis points (−1,000 is 10 % off), or by an amount. Minor units. */
export type PriceChange = {
  kind: 'set' | 'percent' | 'amount';
  value: number;
  /** `former`: the price of now is struck through; only when the new one is lower. */
  compareAt: 'leave' | 'former' | 'clear';
};

export type PriceRow = {
  sku: string;
  title: string;
  variantTitle: string;
  priceMinor: number;
  compareAtMinor: number | null;
  version: number;
};
export type PlannedPrice = PriceRow & { newPriceMinor: number; newCompareAtMinor: number | null };
export type PriceProblem = { sku: string; reason: string };

/** What a change makes of a price; null when that is no price. Percentages are rounded half up. Pure. */
export function changedPrice(
  priceMinor: number,
  { kind, value }: Pick<PriceChange, 'kind' | 'value'>,
): number | null {
  const after =
    kind === 'set'
      ? value
      : kind === 'amount'
        ? priceMinor + value
        : Math.floor((2 * priceMinor * (10_000 + value) + 10_000) / 20_000);
  return isPrice(after) ? after : null;
}

/** The rows a change changes, and those it cannot. Pure. */
export function planPrices(
  rows: readonly PriceRow[],
  change: PriceChange,
): { planned: PlannedPrice[]; problems: PriceProblem[] } {
  const planned: PlannedPrice[] = [];
  const problems: PriceProblem[] = [];
  for (const row of rows) {
    const newPriceMinor = changedPrice(row.priceMinor, change);
    if (newPriceMinor === null) {
      problems.push({ sku: row.sku, reason: 'The new price would be below zero or too high' });
      continue;
    }
    const kept =
      row.compareAtMinor !== null && row.compareAtMinor > newPriceMinor ? row.compareAtMinor : null;
    const former = row.priceMinor > newPriceMinor ? row.priceMinor : null;
    const newCompareAtMinor = { leave: kept, former, clear: null }[change.compareAt];
    if (newPriceMinor === row.priceMinor && newCompareAtMinor === row.compareAtMinor) continue;
    planned.push({ ...row, newPriceMinor, newCompareAtMinor });
  }
  return { planned, problems };
}
