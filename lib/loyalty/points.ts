import { decimalsOf } from '#lib/platform/index.ts';

/** One point per whole major unit: 1999 minor units at two decimals are 19 points; yen have no decimals. */
export function pointsFor(totalMinor: number, currency = 'EUR'): number {
  return Math.max(0, Math.floor(totalMinor / 10 ** decimalsOf(currency)));
}

/**
 * What is left of `earned` points when `refundedMinor` of `paidMinor` went back: in proportion, rounded down; none when
 * all of it did.
 */
export function pointsKept(earned: number, paidMinor: number, refundedMinor: number): number {
  const kept = Math.min(paidMinor, paidMinor - refundedMinor);
  if (kept <= 0) return 0;
  // Both may have nine digits, and more than sixteen are not exact.
  return Number((BigInt(earned) * BigInt(kept)) / BigInt(paidMinor));
}
