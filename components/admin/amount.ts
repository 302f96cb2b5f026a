/** Minor units as a person types them: `1999` with 2 decimals is `19.99`. */
export function amountText(minor: number, decimals: number): string {
  return (minor / 10 ** decimals).toFixed(decimals);
}

/** What a person typed as minor units, with a point or a comma; null when it is not an amount. */
export function parseAmount(text: string, decimals: number): number | null {
  const match = /^(\d{1,7})(?:[.,](\d+))?$/.exec(text.trim());
  if (!match) return null;
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > decimals) return null;
  return Number(whole) * 10 ** decimals + Number(fraction.padEnd(decimals, '0') || 0);
}
