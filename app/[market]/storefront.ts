import type { Metadata } from 'next';
import { notFound, permanentRedirect } from 'next/navigation';
import { market as marketSegment } from 'next/root-params';
import type { Storefront } from '#components/shop/storefront.ts';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getRedirect, type View } from '#lib/catalogue/index.ts';
import { translator } from '#lib/i18n/index.ts';
import { defaultMarket, type Market, marketOf, markets, pathIn } from '#lib/markets/index.ts';
import { encodedPath } from './(shop)/path-text.ts';

async function segment(): Promise<string> {
  const code: unknown = await marketSegment();
  return typeof code === 'string' ? code : '';
}

/**
 * The market and the words of the page being rendered, from its first path segment: next.config.js puts the default
 * market's there. For layouts and 404 pages, which must have some words: an unknown segment is the default market.
 */
export async function storefront(): Promise<Storefront> {
  const market = marketOf(await segment());
  return { market, t: translator(market.locale, market.languageTag) };
}

/** The same for pages: below a segment that is no market there is nothing. */
export async function storefrontOrNotFound(): Promise<Storefront> {
  const found = await storefront();
  if (found.market.code === (await segment())) return found;
  await dependsOn(tags.search());
  notFound();
}

/** What was at an address (without prefix) and moved is found at its new one, by 308; the rest is not there. */
export async function movedOrNotFound(path: string): Promise<never> {
  await dependsOn(tags.search());
  const moved = await getRedirect(path);
  if (moved === null) notFound();
  const { market } = await storefront();
  moveTo(market, moved);
}

/** Leads to a path (without prefix or query) of a market for good, by 308. */
export function moveTo(market: Market, path: string): never {
  permanentRedirect(encodedPath(pathIn(market, path)));
}

/** The path of a page that is no page of the shop, without prefix; null when it is a market's home. */
export async function pathBeyond(rest: readonly string[]): Promise<string | null> {
  const first = await segment();
  const known = marketOf(first).code === first;
  const parts = known ? rest : [first, ...rest];
  return parts.length > 0 ? `/${parts.join('/')}` : null;
}

/** How the catalogue is read for a market. */
export function viewOf({ locale, currency }: Market): View {
  return { locale, currency };
}

/** Canonical address and its translations; `path` has no prefix. `others` are the markets that have the page too. */
export function addresses(
  market: Market,
  path: string,
  others: readonly Market[] = markets,
): NonNullable<Metadata['alternates']> {
  const languages = Object.fromEntries(others.map((one) => [one.languageTag, pathIn(one, path)]));
  const fallback = others.includes(defaultMarket) ? { 'x-default': pathIn(defaultMarket, path) } : {};
  return { canonical: pathIn(market, path), languages: { ...languages, ...fallback } };
}
