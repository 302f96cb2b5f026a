import { type PriceRule, priceAt } from '#lib/pricing/index.ts';
import type { Sale } from './types.ts';

export type ListPrice = { priceMinor: number; compareAtMinor: number | null };
export type ShownPrice = ListPrice & { sale: Sale | null; ruleIds: string[] };

/** The compare-at price worth showing: only one above the price. */
export function shownCompareAt(priceMinor: number, compareAtMinor: number | null): number | null {
  return compareAtMinor !== null && compareAtMinor > priceMinor ? compareAtMinor : null;
}

/** A list price as it is shown at an instant. Reduced by a rule, it stands beside the list price, struck through. */
export function shownPrice(list: ListPrice, rules: readonly PriceRule[], at: Date): ShownPrice {
  const { unitMinor, applied } = priceAt(list.priceMinor, rules, at);
  if (applied.length === 0) {
    const compareAtMinor = shownCompareAt(list.priceMinor, list.compareAtMinor);
    return { priceMinor: unitMinor, compareAtMinor, sale: null, ruleIds: [] };
  }
  const ends = applied.flatMap(({ endsAt }) => (endsAt ? [endsAt.getTime()] : []));
  return {
    priceMinor: unitMinor,
    compareAtMinor: list.priceMinor,
    sale: {
      name: applied.map(({ name }) => name).join(' + '),
      endsAt: ends.length > 0 ? new Date(Math.min(...ends)) : null,
      countdown: applied.some(({ display }) => display === 'countdown'),
    },
    ruleIds: applied.map(({ id }) => id),
  };
}
