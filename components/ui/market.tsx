'use client';

import { type ComponentProps, createContext, type ReactNode, use } from 'react';
import type { Market } from '#lib/markets/index.ts';

export type Place = Pick<
  Market,
  'code' | 'pathPrefix' | 'locale' | 'languageTag' | 'currency' | 'taxDisplay'
>;

/** Outside the shop (the admin) there is none: addresses stay as they are, numbers are written as in Ireland. */
const nowhere: Place = {
  code: 'ie',
  pathPrefix: '',
  locale: 'en',
  languageTag: 'en-IE',
  currency: 'EUR',
  taxDisplay: 'inclusive',
};
const MarketContext = createContext<Place>(nowhere);

export function MarketProvider({ market, children }: { market: Place; children: ReactNode }) {
  return <MarketContext value={market}>{children}</MarketContext>;
}

/** The market of the page one is on. */
export function useMarket(): Place {
  return use(MarketContext);
}

/** The address of a page of the shop in a market. */
export function hrefIn({ pathPrefix }: Pick<Place, 'pathPrefix'>, path: string): string {
  return path === '/' ? pathPrefix || '/' : `${pathPrefix}${path}`;
}

/** A link inside the market one is in: `href` has no prefix. `SoftLinks` follows it without loading a new document. */
export function MarketLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  return <a {...rest} data-soft="" href={hrefIn(useMarket(), href)} />;
}
