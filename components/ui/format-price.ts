const formats = new Map<string, Intl.NumberFormat>();

/** An amount of minor units as text, on server and client: `formatPrice(1250, 'EUR')` is `€12.50`. */
export function formatPrice(minor: number, currency: string, languageTag = 'en-IE'): string {
  const key = `${languageTag}/${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(languageTag, { style: 'currency', currency });
  formats.set(key, format);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
