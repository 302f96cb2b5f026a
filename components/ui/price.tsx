'use client';

import { formatPrice } from './format-price.ts';
import { useMarket } from './market.tsx';

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
