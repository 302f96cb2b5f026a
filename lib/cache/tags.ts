import { crc32 } from 'node:zlib';

/**
 * The manifest of tags: entity, how long a page that shows it may be kept, and the surfaces that show it. A tag
 * has no space and no comma (both separate tags in headers).
 */
export const manifest = {
  product: { maxAgeSeconds: 86_400, surfaces: ['product', 'category', 'search', 'home'] },
  category: { maxAgeSeconds: 86_400, surfaces: ['category', 'home'] },
  categorytext: { maxAgeSeconds: 86_400, surfaces: ['category'] },
  cms: { maxAgeSeconds: 86_400, surfaces: ['home', 'page', 'layout'] },
  texts: { maxAgeSeconds: 86_400, surfaces: ['sitemap'] },
  search: { maxAgeSeconds: 86_400, surfaces: ['search', 'not-found'] },
  found: { maxAgeSeconds: 86_400, surfaces: ['search'] },
  stock: { maxAgeSeconds: 86_400, surfaces: ['search'] },
  navigation: { maxAgeSeconds: 86_400, surfaces: ['layout'] },
  pricerule: { maxAgeSeconds: 86_400, surfaces: ['product', 'category', 'search', 'home'] },
  pricerules: { maxAgeSeconds: 86_400, surfaces: ['object cache'] },
  prices: { maxAgeSeconds: 86_400, surfaces: ['category', 'search'] },
  settings: { maxAgeSeconds: 86_400, surfaces: ['layout'] },
  rates: { maxAgeSeconds: 86_400, surfaces: ['product'] },
} as const;

export type Tag =
  | `product:${string}`
  | `category:${string}`
  | `categorytext:${string}`
  | `cms:${string}`
  | `found:${number}`
  | 'stock'
  | `pricerule:${string}`
  | `prices:${string}`
  | `until:${number}`
  | 'rates'
  | 'texts'
  | 'settings'
  | 'pricerules'
  | 'search'
  | 'navigation';

/** So many groups of products are told apart by what counts them: few tags on a page, few pages purged for nothing. */
const groups = 256;

const safe = (id: string) => encodeURIComponent(id.toWellFormed()).slice(0, 120);

export const tags = {
  product: (id: string): Tag => `product:${safe(id)}`,
  category: (id: string): Tag => `category:${safe(id)}`,
  /** What a category's own page says besides its title: no other page shows it. */
  categoryText: (id: string): Tag => `categorytext:${safe(id)}`,
  cms: (key: string): Tag => `cms:${safe(key)}`,
  /** Which texts are published, not what they say: a list of their pages. */
  texts: (): Tag => 'texts',
  /** Every listing whose members cannot be named: search results, and pages of what is not there (yet). */
  search: (): Tag => 'search',
  /** Search results that count this product, and others of its group, wherever among them it stands. */
  found: (productId: string): Tag => `found:${crc32(productId) % groups}`,
  /** Search results that do not name what they count: whether anything can be had may change them. */
  stock: (): Tag => 'stock',
  navigation: (): Tag => 'navigation',
  /** The shop's name, contact, announcement and links: on every page. */
  settings: (): Tag => 'settings',
  /** What shipping and tax cost: the delivery estimate of a product. */
  rates: (): Tag => 'rates',
  /** A price rule whose price is on the page. */
  priceRule: (id: string): Tag => `pricerule:${safe(id)}`,
  /** The table of live rules in the object cache; on no page. */
  rules: (): Tag => 'pricerules',
  /** A listing of a category, or of search results, in the order of prices. */
  pricesIn: (listing: string): Tag => `prices:${safe(listing)}`,
  /** Not an entity: the page is untrue from this instant on, and no layer keeps it longer. */
  until: (instant: Date): Tag => `until:${instant.getTime()}`,
};
