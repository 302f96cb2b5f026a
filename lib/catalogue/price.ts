/** The dearest variant, in minor units: 99 of them still fit an order's total. */
export const MAX_PRICE_MINOR = 20_000_000;

/** Whether an amount can be a price, in minor units. */
export function isPrice(minor: number): boolean {
  return Number.isSafeInteger(minor) && minor >= 0 && minor <= MAX_PRICE_MINOR;
}

/**
 * Minor units of a plain decimal number such as `19.9`; digit by digit, since floats lose cents.
 * Null for anything else: signs, thousands separators, symbols, too many decimals, too much.
 */
export function parsePrice(text: string, decimals: number): number | null {
  const found = /^(\d{1,9})(?:\.(\d+))?$/.exec(text);
  if (!found) return null;
  const fraction = (found[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) return null;
  const minor = Number(`${found[1]}${fraction.padEnd(decimals, '0')}`);
  return isPrice(minor) ? minor : null;
}
