import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { type FeedItem, googleFeed, sitemap, sitemapIndex } from './index.ts';

/** The text of every element by its name, read by a strict parser. @throws for what is no XML. */
function read(xml: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push(name);
    found.set(name, [...(found.get(name) ?? []), '']);
    if (attributes.hreflang) found.set(String(attributes.hreflang), [String(attributes.href)]);
  });
  parser.on('text', (text) => {
    const name = open.at(-1) ?? '';
    const texts = found.get(name) ?? [];
    if (texts.length > 0) texts[texts.length - 1] += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return found;
}

const item: FeedItem = {
  sku: 'MUG-NAVY',
  groupId: 'enamel-mug',
  title: 'Mug <b> & "quotes" \u0000\u0008',
  description: 'Steel under glass',
  url: 'https://shop.example/p/mug?variant=MUG&x=1',
  imageUrl: 'https://shop.example/art/mug.svg',
  otherImageUrls: ['https://shop.example/art/mug-2.svg'],
  brand: 'Hearth & Hold',
  gtin: '',
  productType: 'Mugs',
  inStock: true,
  priceMinor: 1_450,
  beforeMinor: 1_800,
  weightGrams: 320,
};
const shop = { name: 'Ballast', url: 'https://shop.example', description: 'Things' };

test('an item says what Google requires, with the sale price beside the price', () => {
  const found = read(googleFeed(shop, [item], 'EUR'));
  // The required attributes of the product data specification, for a new article without a GTIN.
  for (const name of [
    'id',
    'title',
    'description',
    'link',
    'image_link',
    'availability',
    'price',
    'brand',
    'condition',
  ]) {
    expect(found.get(`g:${name}`)?.[0], name).toBeTruthy();
  }
  expect(found.get('g:price')).toEqual(['18.00 EUR']);
  expect(found.get('g:sale_price')).toEqual(['14.50 EUR']);
  expect(found.get('g:identifier_exists')).toEqual(['no']);
  expect(found.get('g:title')).toEqual(['Mug <b> & "quotes" ']);
});

test('a full price has no sale price, a GTIN is given, and yen have no decimals', () => {
  const found = read(googleFeed(shop, [{ ...item, beforeMinor: null, gtin: '4006381333931' }], 'JPY'));
  expect(found.get('g:price')).toEqual(['1450 JPY']);
  expect(found.get('g:sale_price')).toBeUndefined();
  expect(found.get('g:gtin')).toEqual(['4006381333931']);
  expect(found.get('g:identifier_exists')).toBeUndefined();
});

test('a sitemap names each page with its languages, the index each sitemap', () => {
  const languages = { 'en-IE': 'https://shop.example/p/a&b', 'x-default': 'https://shop.example/p/a&b' };
  const found = read(
    sitemap([{ url: 'https://shop.example/p/a&b', changedAt: new Date('2026-11-26T00:00:00Z'), languages }]),
  );
  expect(found.get('loc')).toEqual(['https://shop.example/p/a&b']);
  expect(found.get('lastmod')).toEqual(['2026-11-26T00:00:00.000Z']);
  expect(found.get('x-default')).toEqual(['https://shop.example/p/a&b']);
  expect(read(sitemapIndex(['https://shop.example/sitemaps/ie-1.xml'])).get('loc')).toHaveLength(1);
});
