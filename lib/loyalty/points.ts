/** One point per whole major unit: 1999 minor units at two decimals are 19 points; yen have no decimals. */
export function pointsFor(totalMinor: number, currency = 'EUR'): number {
  const decimals = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
  return Math.max(0, Math.floor(totalMinor / 10 ** (decimals ?? 2)));
}
