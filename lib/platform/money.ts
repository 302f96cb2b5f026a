/** Making a format costs a hundred times its use: each is made once, and asked once for the currency's decimals. */
type Kept = { format: Intl.NumberFormat; decimals: number };
const formats = new Map<string, Kept>();

/** Formats minor units for people: `formatMoney(1999, 'EUR')` is `€19.99`, and yen have no decimals. */
export function formatMoney(minor: number, currency: string, locale = 'en-IE'): string {
  const { format, decimals } = formatOf(currency, locale);
  return format.format(minor / 10 ** decimals);
}

/** Minor units as a plain number with a point, for programs: `decimalAmount(123499, 'EUR')` is `1234.99`. */
export function decimalAmount(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}

/** How many decimals a currency has: 2 for EUR, 0 for JPY. */
export const decimalsOf = (currency: string): number => formatOf(currency, 'en-IE').decimals;

function formatOf(currency: string, locale: string): Kept {
  const key = `${locale}/${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const made = { format, decimals: format.resolvedOptions().maximumFractionDigits ?? 2 };
  formats.set(key, made);
  return made;
}
