const formats = new Map<string, Intl.NumberFormat>();

/** Formats minor units for people: `formatMoney(1999, 'EUR')` is `€19.99`, and yen have no decimals. */
export function formatMoney(minor: number, currency: string, locale = 'en-IE'): string {
  const key = `${locale}/${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, format);
  }
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
