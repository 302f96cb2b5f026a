import { afterAll, describe, expect, test } from 'vitest';
import { commitStock, setStock } from '#lib/inventory/index.ts';
import { closeDb, db, withTransaction } from '#lib/platform/index.ts';
import { listSynonyms, setSynonyms } from '#lib/search/index.ts';
import {
  ctx,
  invalidatedSince,
  lastInvalidationId,
  productInput,
  storedProduct,
  unique,
} from './catalogue.fixtures.ts';
import {
  getCategory,
  saveProducts,
  searchProducts,
  setTranslations,
  setVariantPrice,
  suggestProducts,
} from './index.ts';
import { listingQuery, toListing } from './listing.ts';

afterAll(closeDb);

/** Letters only, so that it is a word that can be mistyped. */
const word = () =>
  Array.from(unique(), (sign) => String.fromCharCode(97 + (sign.charCodeAt(0) % 26))).join('');

/** Twelve products of a category of their own: colours take turns, prices rise, every third is sold out. */
async function shelf() {
  const mark = unique();
  const name = word();
  const colours = ['Red', 'Green', 'Blue'];
  const inputs = Array.from({ length: 12 }, (_, index) =>
    productInput(`${mark}${index}`, {
      title: `${name} no ${index}`,
      vendor: index % 2 ? `Even ${mark}` : `Odd ${mark}`,
      productType: `Shelf ${mark}`,
      categoryPaths: [[`Shelf ${mark}`, index < 6 ? 'Upper' : 'Lower']],
      attributes: [{ name: 'Colour', value: colours[index % 3] ?? '' }],
      optionNames: [],
      variants: [
        {
          sku: `S-${mark}-${index}`,
          optionValues: [],
          priceMinor: 1_000 + index * 100,
          compareAtMinor: null,
          onHand: index % 3 === 2 ? 0 : 5,
        },
      ],
      position: 100 - index,
    }),
  );
  await saveProducts(ctx, inputs);
  return {
    mark,
    name,
    handle: `shelf-${mark}`,
    titles: (indices: number[]) => indices.map((at) => `${name} no ${at}`),
  };
}

test('a category is narrowed by attributes, vendor, price and stock, with counts that leave a choice of its own out', async () => {
  const { mark, handle, titles } = await shelf();
  const all = await getCategory(handle);
  expect(all?.total).toBe(12);
  expect(all?.facets).toMatchObject({
    attributes: [{ name: 'Colour', values: [{ count: 4 }, { count: 4 }, { count: 4 }] }],
    priceRange: { min: 1_000, max: 2_100 },
    inStock: 8,
  });
  expect(all?.facets.categories.map(({ title, count }) => `${title} ${count}`).sort()).toEqual([
    'Lower 6',
    'Upper 6',
  ]);
  expect(all?.products[0]?.title).toBe(titles([11])[0]);
  const filters = { attributes: { Colour: ['Red'] }, vendors: [`Odd ${mark}`], maxPrice: 1_700 };
  const some = await getCategory(handle, { filters, sort: 'price-asc' });
  expect(some?.products.map(({ title }) => title)).toEqual(titles([0, 6]));
  expect(some?.total).toBe(2);
  expect(some?.facets.attributes[0]?.values.map(({ value, count }) => `${value} ${count}`).sort()).toEqual([
    'Blue 1',
    'Green 1',
    'Red 2',
  ]);
  expect(some?.facets.vendors.map(({ count }) => count)).toEqual([2, 1]);
  expect(some?.facets.priceRange).toEqual({ min: 1_000, max: 1_600 });
  const bought = await getCategory(handle, { filters: { inStock: true }, sort: 'price-desc' });
  expect([bought?.total, bought?.products[0]?.title]).toEqual([8, titles([10])[0]]);
});

test('two orders that take the last of two variants at once leave the product sold out in the index', async () => {
  const { id, input, mark } = await storedProduct((own) => ({
    variants: ['S', 'L'].map((size) => ({
      sku: `A-${own}-${size}`,
      optionValues: [size],
      priceMinor: 1_000,
      compareAtMinor: null,
      onHand: 1,
    })),
  }));
  const entry = () => db().searchProduct.findUniqueOrThrow({ where: { productId: id } });
  expect((await entry()).available).toBe(1);
  await Promise.all(
    input.variants.map(({ sku }) =>
      withTransaction((tx) =>
        commitStock(tx, ctx, {
          orderId: `${mark}-${sku}`,
          eventId: ctx.newId(),
          lines: [{ sku, quantity: 1 }],
        }),
      ),
    ),
  );
  expect((await entry()).available).toBe(0);
});

test('results name what they count, unless that may come to be more without a change of their own', async () => {
  const { name, mark } = await shelf();
  const all = await searchProducts({ q: name });
  expect(all.among).toHaveLength(12);
  const maker = (vendor: string) => ({ vendors: [vendor], inStock: true });
  for (const vendor of [`Odd ${mark}`, 'Nobody'])
    expect((await searchProducts({ q: name, filters: maker(vendor) })).among).toBeNull();
  // It misses both choices, so nothing is counted, and will be when it can be had again.
  const gone = word();
  const [variant] = productInput(gone).variants;
  if (!variant) throw new Error('no variant');
  await saveProducts(ctx, [productInput(gone, { title: gone, variants: [{ ...variant, onHand: 0 }] })]);
  const none = await searchProducts({ q: gone, filters: maker('Nobody') });
  expect([none.total, none.facets.vendors, none.among]).toEqual([0, [], null]);
});

test('what stands on the front page is no category to choose', async () => {
  const mark = unique();
  await saveProducts(ctx, [productInput(mark, { categoryPaths: [[`Hall ${mark}`], ['Frontpage']] })]);
  const { facets } = await searchProducts({ q: mark });
  expect(facets.categories.map(({ title }) => title)).toEqual([`Hall ${mark}`]);
});

test('the index follows price, stock and status in the change itself', async () => {
  const { mark, handle, titles } = await shelf();
  const sku = `S-${mark}-0`;
  const { version, productId } = await db().variant.findUniqueOrThrow({ where: { sku } });
  await setVariantPrice(ctx, { sku, priceMinor: 9_900, expectedVersion: version });
  const first = async (sort: 'price-desc') => (await getCategory(handle, { sort }))?.products[0]?.title;
  expect(await first('price-desc')).toBe(titles([0])[0]);
  const before = await lastInvalidationId();
  await setStock(ctx, { sku, onHand: 0, reason: 'count' });
  expect((await getCategory(handle))?.facets.inStock).toBe(7);
  const category = await getCategory(handle);
  expect(await invalidatedSince(before)).toEqual(
    expect.arrayContaining([`product:${productId}`, `category:${category?.id}`, 'stock']),
  );
  await saveProducts(ctx, [
    productInput(`${mark}1`, {
      status: 'archived',
      title: 'x',
      optionNames: [],
      variants: [{ sku: `S-${mark}-1`, optionValues: [], priceMinor: 1, compareAtMinor: null, onHand: 1 }],
    }),
  ]);
  expect((await getCategory(handle))?.total).toBe(11);
});

describe('search', () => {
  test('finds beginnings of words, accents or not, SKUs and short words', async () => {
    const name = word();
    const { sku, handle } = await storedProduct((mark) => ({ title: `${name} Café XL ${mark}` }));
    for (const q of [
      name,
      name.slice(0, 5),
      `${name} cafe`,
      `CAFÉ ${name}`,
      `xl ${name}`,
      `${name} x`,
      sku,
      `the ${name}`,
    ]) {
      const { products, corrected } = await searchProducts({ q });
      expect([q, products.map((card) => card.handle), corrected]).toEqual([q, [handle], null]);
    }
  });

  test('corrects a mistyped word, and says so', async () => {
    const name = word();
    const { handle } = await storedProduct(() => ({ title: `${name} lamp` }));
    // Two letters exchanged; two that are alike would be no mistake.
    const at = [3, 2, 4, 5].find((index) => name[index] !== name[index + 1]) ?? 3;
    const typed = `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`;
    const found = await searchProducts({ q: typed });
    expect([found.products[0]?.handle, found.corrected]).toEqual([handle, name]);
  });

  test('shows what has some of the words when nothing has all', async () => {
    const name = word();
    const { handle } = await storedProduct(() => ({ title: `${name} lamp` }));
    const found = await searchProducts({ q: `${name} 0123456789` });
    expect([found.products[0]?.handle, found.relaxed]).toEqual([handle, true]);
  });

  test('knows words that mean the same', async () => {
    const [name, other] = [word(), word()];
    const { handle } = await storedProduct(() => ({ title: name }));
    const set = async (groups: string[][]) =>
      setSynonyms(ctx, { groups, expectedVersion: (await listSynonyms()).version });
    const before = (await listSynonyms()).groups.map(({ words }) => words);
    const mark = await lastInvalidationId();
    await set([...before, [name, other], ['alone']]);
    expect(await setSynonyms(ctx, { groups: [], expectedVersion: 'another' })).toMatchObject({
      error: { kind: 'version_conflict' },
    });
    expect(await invalidatedSince(mark)).toContain('search');
    expect((await searchProducts({ q: other })).products.map((card) => card.handle)).toEqual([handle]);
    await set(before);
    expect((await searchProducts({ q: other })).total).toBe(0);
  });

  test('speaks German where a product does', async () => {
    const [english, german] = [word(), word()];
    const { id, handle } = await storedProduct(() => ({ title: english }));
    await setTranslations(ctx, { entity: 'product', id, locale: 'de', texts: { title: german } });
    const found = async (q: string, locale: string) =>
      (await searchProducts({ q }, { locale })).products.map((card) => `${card.handle} ${card.title}`);
    expect(await found(german, 'de')).toEqual([`${handle} ${german}`]);
    expect(await found(german, 'en')).toEqual([]);
    const { handle: plain } = await storedProduct(() => ({ title: `${english} plain` }));
    expect(await found(`${english} plain`, 'de')).toEqual([`${plain} ${english} plain`]);
  });

  test('suggests words and products while somebody types', async () => {
    const name = word();
    const { handle } = await storedProduct(() => ({ title: `${name} lamp` }));
    const found = await suggestProducts(name.slice(0, 6));
    expect(found.words).toContain(name);
    expect(found.products.map((card) => card.handle)).toEqual([handle]);
    const other = await storedProduct(() => ({ title: `A ${name}` }));
    const both = (await suggestProducts(name)).products.map((card) => card.handle);
    expect(both).toEqual([handle, other.handle]);
    expect(await suggestProducts(`${name.slice(0, 4)}${name.slice(5)}`)).toEqual({
      words: [name],
      products: [],
    });
    for (const typed of ['', ' ', '%', '"+-*', 'a', 'a b', '_', `${name}_`])
      expect(await suggestProducts(typed)).toBeDefined();
  });
});

test('of many values those that most products have can be chosen, and what is chosen already', async () => {
  const numbers = Array.from({ length: 60 }, (_, index) => index);
  const values = (mark: string) =>
    numbers.map((number) => ({ value: `${mark}${number}`, count: 60 - number }));
  const facets = [
    { kind: 'vendor' as const, name: '', values: values('v') },
    { kind: 'category' as const, name: '', values: values('c') },
    { kind: 'attribute' as const, name: 'Size', values: values('s') },
  ];
  const hits = {
    ...{ ids: [], total: 60, facets, priceRange: null, inStock: 0, among: null, more: false },
    ...{ corrected: null, relaxed: false },
  };
  const filters = { vendors: ['v58'], categoryIds: ['c59'], attributes: { Size: ['s55'] } };
  const query = { ...listingQuery({ filters }, {}), text: 'x' };
  // The tree is in its own order, here with those that fewest have first.
  const tree = numbers.map((number) => ({ id: `c${number}`, handle: `c${number}`, title: 'C' })).reverse();
  const listing = await toListing(hits, query, { at: new Date(), tree });
  const { vendors, categories, attributes } = listing.facets;
  expect(vendors.map(({ value }) => value)).toEqual(
    [...numbers.slice(0, 50), 58].map((number) => `v${number}`),
  );
  expect(categories.map(({ id }) => id)).toEqual(
    [59, ...numbers.slice(0, 50).reverse()].map((number) => `c${number}`),
  );
  expect(attributes[0]?.values).toHaveLength(51);
});
