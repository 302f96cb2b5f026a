export const marketCodes = ['ie', 'de', 'us'] as const;
export type MarketCode = (typeof marketCodes)[number];

/** A place the shop sells to: plain data, so that a page can hand it to the browser. */
export type Market = {
  code: MarketCode;
  /** What its addresses begin with: empty for the default market, else `/de`. */
  pathPrefix: '' | `/${string}`;
  /** Language of its texts. */
  locale: 'en' | 'de';
  /** BCP 47, for numbers, money and dates, and as the page's language. */
  languageTag: string;
  /** ISO 4217. */
  currency: string;
  /** ISO 3166 alpha-2: where its visitors are taken to be until they say so. */
  country: string;
  /** Whether its prices contain the tax (EU consumer law), or the tax is added to them (US usage). */
  taxDisplay: 'inclusive' | 'exclusive';
  /** ISO 3166 alpha-2, the home country first. */
  shipsTo: readonly string[];
};

/** The rest of the European Union, and the United Kingdom. */
const europe = 'AT BE BG CY CZ DE DK EE ES FI FR GB GR HR HU IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

export const defaultMarket: Market = {
  code: 'ie',
  pathPrefix: '',
  locale: 'en',
  languageTag: 'en-IE',
  currency: 'EUR',
  country: 'IE',
  taxDisplay: 'inclusive',
  shipsTo: ['IE', ...europe],
};

export const markets: readonly Market[] = [
  defaultMarket,
  {
    code: 'de',
    pathPrefix: '/de',
    locale: 'de',
    languageTag: 'de-DE',
    currency: 'EUR',
    country: 'DE',
    taxDisplay: 'inclusive',
    shipsTo: ['DE', 'AT', 'LU'],
  },
  {
    code: 'us',
    pathPrefix: '/us',
    locale: 'en',
    languageTag: 'en-US',
    currency: 'USD',
    country: 'US',
    taxDisplay: 'exclusive',
    shipsTo: ['US'],
  },
];

/** The market of a code; the default one for a code that is none. */
export function marketOf(code: string | null | undefined): Market {
  return markets.find((market) => market.code === code) ?? defaultMarket;
}

/**
 * The market an address belongs to, and the address inside it: `/de/p/mug` is `/p/mug` of Germany, `/design` is a page
 * of the default market. Takes a path, with or without a query.
 */
export function marketOfPath(path: string): { market: Market; path: string } {
  for (const market of markets) {
    const { pathPrefix } = market;
    if (pathPrefix === '' || !path.startsWith(pathPrefix)) continue;
    const rest = path.slice(pathPrefix.length);
    if (rest === '' || rest.startsWith('?')) return { market, path: `/${rest}` };
    if (rest.startsWith('/')) return { market, path: rest };
  }
  return { market: defaultMarket, path };
}

/** The address of a page in a market: `pathIn(de, '/p/mug')` is `/de/p/mug`, its home `/de`. */
export function pathIn(market: Pick<Market, 'pathPrefix'>, path: string): string {
  if (market.pathPrefix === '') return path;
  const home = path === '/' || path.startsWith('/?');
  return `${market.pathPrefix}${home ? path.slice(1) : path}`;
}
