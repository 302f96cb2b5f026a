'use client';

import { useMarket } from './market.tsx';

const formats = new Map<string, Intl.NumberFormat>();

/** An amount of minor units as text: `formatPrice(1250, 'EUR')` is `€12.50`. */
export function formatPrice(minor: number, currency: string, languageTag = 'en-IE'): string {
  const key = `${languageTag}/${currency}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(languageTag, { style: 'currency', currency });
  formats.set(key, format);
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The same, as people of the page's market write it. */
export function useFormatPrice(): (minor: number, currency: string) => string {
  const { languageTag } = useMarket();
  return (minor, currency) => formatPrice(minor, currency, languageTag);
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
  const { languageTag } = useMarket();
  return <span className={`tabular-nums ${className}`}>{formatPrice(minor, currency, languageTag)}</span>;
}
