import { afterAll, describe, expect, test } from 'vitest';
import { tags } from '#lib/cache/index.ts';
import { closeDb, db } from '#lib/platform/index.ts';
import { ctx, invalidatedSince, lastInvalidationId, storedProduct, unique } from './catalogue.fixtures.ts';
import naughty from './fixtures/naughty-strings.json' with { type: 'json' };
import {
  getCategory,
  getCmsBlock,
  getProduct,
  getProductForStaff,
  getVariantsBySku,
  listCategories,
  listProducts,
  saveCmsBlock,
  saveProducts,
  searchProducts,
  setVariantPrice,
} from './index.ts';

afterAll(closeDb);

test('a product page has its options, stock, images and the way to it', async () => {
  const { handle, mark } = await storedProduct();
  expect(await getProduct(handle)).toMatchObject({
    optionNames: ['Size'],
    images: [{ alt: 'Anchor', width: 800 }],
    variants: [
      { sku: `A-${mark}-S`, title: 'S', priceMinor: 1_000, compareAtMinor: 1_500, inStock: true },
      { sku: `A-${mark}-L`, title: 'L', compareAtMinor: null, inStock: false },
    ],
    categories: [{ handle: `deck-${mark}-anchors` }],
    breadcrumbs: [{ handle: `deck-${mark}` }, { handle: `deck-${mark}-anchors` }],
  });
});

test('drafts, unknown handles and near misses of a handle are not found', async () => {
  const { handle } = await storedProduct(() => ({ status: 'draft' }));
  const { handle: active } = await storedProduct();
  for (const wrong of [handle, 'no-such', '', active.toUpperCase(), `${active} `, 'x'.repeat(5_000)]) {
    expect(await getProduct(wrong)).toBeNull();
  }
});

test('a category lists what its descendants hold, sorted and paged', async () => {
  const mark = unique();
  const paths = [
    [`Deck ${mark}`, 'Anchors'],
    [`Deck ${mark}`, 'Chains'],
  ];
  const inputs = Array.from({ length: 30 }, (_, index) => ({
    handle: `chain-${mark}-${index}`,
    title: `Chain ${mark} ${index}`,
    descriptionHtml: '',
    vendor: '',
    productType: '',
    status: 'active' as const,
    optionNames: [],
    images: null,
    variants: [
      {
        sku: `C-${mark}-${index}`,
        optionValues: [],
        priceMinor: 100 + index,
        compareAtMinor: null,
        onHand: 1,
      },
    ],
    categoryPaths: [paths[index % 2] ?? []],
  }));
  await saveProducts(ctx, inputs);
  const root = await getCategory(`deck-${mark}`, { sort: 'price-desc' });
  expect(root).toMatchObject({
    total: 30,
    pages: 2,
    page: 1,
    children: [{ title: 'Anchors' }, { title: 'Chains' }],
  });
  expect(root?.products.map((card) => card.fromMinor)).toEqual(Array.from({ length: 24 }, (_, i) => 129 - i));
  const second = await getCategory(`deck-${mark}`, { sort: 'price-desc', page: 2 });
  expect(second?.products.map((card) => card.fromMinor)).toEqual([105, 104, 103, 102, 101, 100]);
  expect((await getCategory(`deck-${mark}-anchors`))?.total).toBe(15);
  expect((await getCategory(`deck-${mark}`, { page: 9 }))?.products).toEqual([]);
  expect(await getCategory(`deck-${mark}-none`)).toBeNull();
  expect((await listCategories()).find((node) => node.handle === `deck-${mark}`)?.children).toHaveLength(2);
});

test('variants are found by their exact SKU only', async () => {
  const { sku, mark } = await storedProduct();
  const found = await getVariantsBySku([sku, sku.toLowerCase(), 'nope', ...naughty.strings]);
  expect([...found.keys()]).toEqual([sku]);
  expect(found.get(sku)).toMatchObject({
    productTitle: `Anchor ${mark}`,
    onHand: 3,
    active: true,
    priceMinor: 1_000,
  });
});

describe('search', () => {
  test('finds by the start of words in any order, and by vendor', async () => {
    const { mark, handle } = await storedProduct((each) => ({ vendor: `Foundry of ${each}` }));
    const queries = [
      `anchor ${mark}`,
      `${mark.slice(0, 5)} anch`,
      `the ANCHOR, "${mark}"!`,
      `+${mark} -anchor`,
    ];
    for (const q of queries) {
      const { products } = await searchProducts({ q });
      expect(
        products.map((card) => card.handle),
        q,
      ).toContain(handle);
    }
  });

  test('hostile and strange text never fails and never means an operator', async () => {
    const extra = [
      '',
      ' ',
      '%',
      '_',
      '\\',
      "'; DROP TABLE products; --",
      '+++',
      '"',
      '(((',
      '~*',
      '@5',
      'a',
      '船',
      '\0',
    ];
    for (const q of [...naughty.strings, ...extra, 'x '.repeat(10_000), '\ud800']) {
      const { total, pages } = await searchProducts({ q });
      expect(total).toBeGreaterThanOrEqual(0);
      expect(pages).toBeGreaterThanOrEqual(1);
    }
    for (const q of ['%', '_', '+++', '""']) expect(await searchProducts({ q })).toMatchObject({ total: 0 });
  });

  test('short words and unspaced scripts are found too', async () => {
    const { handle, mark } = await storedProduct((each) => ({ title: `Qx 古い錨 ${each}` }));
    for (const q of [`qx ${mark}`, `錨 ${mark}`]) {
      expect((await searchProducts({ q })).products.map((card) => card.handle)).toContain(handle);
    }
  });

  test('any text is stored and shown exactly', async () => {
    for (const title of naughty.strings
      .filter((text) => text.trim() !== '' && text.length < 255)
      .slice(0, 40)) {
      const { handle } = await storedProduct(() => ({ title, vendor: title.slice(0, 60) }));
      expect((await getProduct(handle))?.title).toBe(title);
    }
  });
});

describe('a price change', () => {
  test('writes price, audit entry and invalidation together', async () => {
    const { sku, id, handle, mark } = await storedProduct();
    const before = await lastInvalidationId();
    const result = await setVariantPrice(ctx, { sku, priceMinor: 1_234, expectedVersion: 1 });
    expect(result).toEqual({ ok: true, value: { version: 2 } });
    expect((await getProduct(handle))?.variants[0]).toMatchObject({
      priceMinor: 1_234,
      compareAtMinor: 1_500,
    });
    const [audit] = await db().auditEntry.findMany({ where: { subject: `variant:${sku}` } });
    expect(audit).toMatchObject({
      actor: 'test',
      before: { priceMinor: 1_000, compareAtMinor: 1_500 },
      after: { priceMinor: 1_234, compareAtMinor: 1_500 },
    });
    const categories = await db().category.findMany({ where: { handle: { startsWith: `deck-${mark}` } } });
    expect(categories).toHaveLength(2);
    expect((await invalidatedSince(before)).sort()).toEqual(
      [
        tags.product(id),
        tags.pricesIn('search'),
        ...categories.map((category) => tags.pricesIn(category.id)),
      ].sort(),
    );
  });

  test('that fails half-way writes nothing', async () => {
    const { sku, handle } = await storedProduct();
    const broken = { ...ctx, actor: 'test', now: () => new Date(Number.NaN) };
    await expect(setVariantPrice(broken, { sku, priceMinor: 1, expectedVersion: 1 })).rejects.toThrow();
    expect((await getProduct(handle))?.variants[0]?.priceMinor).toBe(1_000);
    expect(await db().auditEntry.count({ where: { subject: `variant:${sku}` } })).toBe(0);
  });

  test('of ten at once one wins, the others see the conflict', async () => {
    const { sku } = await storedProduct();
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        setVariantPrice(ctx, { sku, priceMinor: 2_000 + i, expectedVersion: 1 }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.error.kind).toBe('version_conflict');
    expect(await db().auditEntry.count({ where: { subject: `variant:${sku}` } })).toBe(1);
  });

  test.each([
    [{ priceMinor: -1 }, 'invalid_price'],
    [{ priceMinor: 1.5 }, 'invalid_price'],
    [{ priceMinor: 1_000_000_000 }, 'invalid_price'],
    [{ priceMinor: 500, compareAtMinor: 500 }, 'invalid_price'],
    [{ priceMinor: 500, sku: 'no-such-sku' }, 'not_found'],
    [{ priceMinor: 500, expectedVersion: 7 }, 'version_conflict'],
  ])('refuses %j as %s', async (input, kind) => {
    const { sku } = await storedProduct();
    expect(await setVariantPrice(ctx, { sku, expectedVersion: 1, ...input })).toEqual({
      ok: false,
      error: { kind },
    });
  });
});

test('staff see products of any status with stock and versions', async () => {
  const { mark, id, sku } = await storedProduct(() => ({ status: 'draft' }));
  const list = await listProducts({ q: mark });
  expect(list).toMatchObject({
    total: 1,
    products: [{ id, status: 'draft', variants: [{ sku, onHand: 3, version: 1 }, {}] }],
  });
  expect((await listProducts({ q: sku })).total).toBe(1);
  expect(await getProductForStaff(id)).toMatchObject({
    id,
    variants: [{ sku, stockVersion: 1 }, { onHand: 0 }],
  });
  expect(await getProductForStaff('nope')).toBeNull();
  for (const q of naughty.strings) await listProducts({ q });
});

test('a CMS block is made safe and found by its exact key', async () => {
  const key = `note-${unique()}`;
  await saveCmsBlock(ctx, { key, title: 'Note', bodyHtml: '<p onclick="x()">Hi<script>1</script></p>' });
  expect((await getCmsBlock(key))?.bodyHtml).toBe('<p>Hi</p>');
  expect(await getCmsBlock(key.toUpperCase())).toBeNull();
});
