import type { CategoryLink, ProductPage } from '#lib/catalogue/index.ts';
import { decimalsOf } from '#lib/platform/index.ts';

/** The parts of schema.org we use, with the properties Google requires or recommends for rich results. */
type Thing<Type extends string> = { '@type': Type };
export type Organization = Thing<'Organization'> & { name: string; url: string; logo: string };
export type Offer = Thing<'Offer'> & {
  sku: string;
  url: string;
  priceCurrency: string;
  price: string;
  availability: `https://schema.org/${'InStock' | 'OutOfStock'}`;
  itemCondition: 'https://schema.org/NewCondition';
  priceValidUntil?: string;
};
export type Product = Thing<'Product'> & {
  name: string;
  description: string;
  sku: string;
  brand: Thing<'Brand'> & { name: string };
  image: string[];
  url: string;
  offers: Offer[];
  aggregateRating?: Thing<'AggregateRating'> & { ratingValue: number; reviewCount: number };
};
export type BreadcrumbList = Thing<'BreadcrumbList'> & {
  itemListElement: (Thing<'ListItem'> & { position: number; name: string; item: string })[];
};
export type Known = Organization | Product | BreadcrumbList;

/** Text without markup, on one line. */
export function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

export function organization(shopUrl: string, name: string): Organization {
  return { '@type': 'Organization', name, url: shopUrl, logo: new URL('/favicon.svg', shopUrl).href };
}

/** @param url the product's own address, absolute. @param decimals of the currency's minor unit. */
export function productData(
  product: Pick<ProductPage, 'title' | 'descriptionHtml' | 'vendor' | 'images' | 'variants' | 'rating'>,
  url: string,
  currency: string,
): Product {
  const decimals = decimalsOf(currency);
  return {
    '@type': 'Product',
    name: product.title,
    description: plain(product.descriptionHtml) || product.title,
    sku: product.variants[0]?.sku ?? '',
    brand: { '@type': 'Brand', name: product.vendor },
    image: product.images.map(({ src }) => new URL(src, url).href),
    url,
    ...(product.rating
      ? {
          aggregateRating: {
            '@type': 'AggregateRating',
            ratingValue: Math.round(product.rating.average * 100) / 100,
            reviewCount: product.rating.count,
          },
        }
      : {}),
    offers: product.variants.map((variant) => ({
      '@type': 'Offer',
      sku: variant.sku,
      url: `${url}?variant=${encodeURIComponent(variant.sku)}`,
      priceCurrency: currency,
      price: (variant.priceMinor / 10 ** decimals).toFixed(decimals),
      availability: `https://schema.org/${variant.inStock ? 'InStock' : 'OutOfStock'}`,
      itemCondition: 'https://schema.org/NewCondition',
      ...(variant.sale?.endsAt ? { priceValidUntil: variant.sale.endsAt.toISOString() } : {}),
    })),
  };
}

/** From the shop's home to the page itself. @param addressOf the absolute address of a path of the shop. */
export function breadcrumbData(
  home: string,
  path: CategoryLink[],
  here: { title: string; path: string },
  addressOf: (path: string) => string,
): BreadcrumbList {
  const steps = [
    { title: home, path: '/' },
    ...path.map(({ title, handle }) => ({ title, path: `/c/${handle}` })),
    here,
  ];
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: step.title,
      item: addressOf(step.path),
    })),
  };
}

/** `<` is escaped, so that no title can end the script. */
export function structuredDataJson(things: readonly Known[]): string {
  return JSON.stringify({ '@context': 'https://schema.org', '@graph': things }).replaceAll('<', '\\u003c');
}

export function StructuredData({ of: things }: { of: readonly Known[] }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: our own JSON, escaped
    <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: structuredDataJson(things) }} />
  );
}
