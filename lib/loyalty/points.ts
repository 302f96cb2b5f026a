import { decimalsOf } from '#lib/platform/index.ts';

/** One point per whole major unit: 1999 minor units at two decimals are 19 points; yen have no decimals. */
export function pointsFor(totalMinor: number, currency = 'EUR'): number {
  return Math.max(0, Math.floor(totalMinor / 10 ** decimalsOf(currency)));
}
