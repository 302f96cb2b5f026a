const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const made = new Intl.NumberFormat('en-IE', { style: 'currency', currency });
  formats.set(currency, made);
  return made;
}

/** An amount of minor units as text: `formatPrice(1250, 'EUR')` is `€12.50`. */
export function formatPrice(minor: number, currency: string): string {
  const format = formatOf(currency);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

export function Price({
  minor,
  currency,
  className = '',
}: {
  minor: number;
  currency: string;
  className?: string;
}) {
  return <span className={`tabular-nums ${className}`}>{formatPrice(minor, currency)}</span>;
}
