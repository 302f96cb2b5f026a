import { decimalAmount } from '#lib/platform/index.ts';
import { xmlText } from './xml.ts';

/** One variant. Amounts are minor units of the currency. */
export type FeedItem = {
  sku: string;
  /** Groups the variants of a product. */
  groupId: string;
  title: string;
  description: string;
  url: string;
  imageUrl: string;
  otherImageUrls: string[];
  brand: string;
  /** Empty when there is none. */
  gtin: string;
  productType: string;
  inStock: boolean;
  priceMinor: number;
  /** The earlier price, where it is reduced. */
  beforeMinor: number | null;
  weightGrams: number | null;
};

const amount = (minor: number, currency: string) => `${decimalAmount(minor, currency)} ${currency}`;

/** RSS 2.0 with Google's namespace. Lengths are cut where Google's specification cuts them. */
export function googleFeed(
  shop: { name: string; url: string; description: string },
  items: readonly FeedItem[],
  currency: string,
): string {
  const tag = (name: string, text: string) => (text === '' ? '' : `<g:${name}>${xmlText(text)}</g:${name}>`);
  const entries = items.map((item) =>
    [
      '<item>',
      tag('id', item.sku.slice(0, 50)),
      tag('item_group_id', item.groupId.slice(0, 50)),
      tag('title', item.title.slice(0, 150)),
      tag('description', item.description.slice(0, 5_000)),
      tag('link', item.url),
      tag('image_link', item.imageUrl),
      ...item.otherImageUrls.slice(0, 10).map((url) => tag('additional_image_link', url)),
      tag('availability', item.inStock ? 'in_stock' : 'out_of_stock'),
      tag('price', amount(item.beforeMinor ?? item.priceMinor, currency)),
      item.beforeMinor === null ? '' : tag('sale_price', amount(item.priceMinor, currency)),
      tag('brand', item.brand.slice(0, 70)),
      tag('gtin', item.gtin),
      item.gtin === '' ? tag('identifier_exists', 'no') : '',
      tag('condition', 'new'),
      tag('product_type', item.productType.slice(0, 750)),
      item.weightGrams === null ? '' : tag('shipping_weight', `${item.weightGrams} g`),
      '</item>',
    ].join(''),
  );
  const { name, url, description } = shop;
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>
<title>${xmlText(name)}</title><link>${xmlText(url)}</link><description>${xmlText(description)}</description>
${entries.join('\n')}
</channel></rss>
`;
}
