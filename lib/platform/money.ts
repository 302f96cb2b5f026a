const formats = new Map<string, Intl.NumberFormat>();

/** Formats minor units for people: `formatMoney(1999, 'EUR')` is `€19.99`, and yen have no decimals. */
export function formatMoney(minor: number, currency: string, locale = 'en-IE'): string {
  const format = formatOf(currency, locale);
  return format.format(minor / 10 ** decimalsOf(format));
}

/** Minor units as a plain number with a point, for programs: `decimalAmount(123499, 'EUR')` is `1234.99`. */
export function decimalAmount(minor: number, currency: string): string {
  const decimals = decimalsOf(formatOf(currency, 'en-IE'));
  return (minor / 10 ** decimals).toFixed(decimals);
}

const decimalsOf = (format: Intl.NumberFormat) => format.resolvedOptions().maximumFractionDigits ?? 2;

function formatOf(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale}/${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, format);
  }
  return format;
}
