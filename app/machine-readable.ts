import { defaultMarket, type Market, markets, pathIn } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';

/** Addresses in one sitemap; the protocol allows 50,000, our renders stay small. */
export const sitemapSize = 5_000;
/** Products in one feed file. */
export const feedSize = 250;

export function xml(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
}

/** The absolute address of a page of a market. */
export function addressIn(market: Market, path: string): string {
  return new URL(pathIn(market, path), env.SHOP_URL).href;
}

/** A page's absolute addresses by language tag, for markets that have it. */
export function languagesOf(path: string, those: readonly Market[] = markets): Record<string, string> {
  const all = those.map((market) => [market.languageTag, addressIn(market, path)] as const);
  return Object.fromEntries([
    ...all,
    ...(those.includes(defaultMarket) ? [['x-default', addressIn(defaultMarket, path)] as const] : []),
  ]);
}

/** Reads `ie-12.xml`: a market and a page from 1 to 9999; null for what is no such file. */
export function marketFile(file: string): { market: Market; page: number } | null {
  const [, code, page] = /^([a-z]{2})-([1-9]\d{0,3})\.xml$/.exec(file) ?? [];
  const market = markets.find((one) => one.code === code);
  return market ? { market, page: Number(page) } : null;
}
