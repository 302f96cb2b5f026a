import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalsOf } from '#lib/platform/index.ts';
import { handlesIn, pathTo, treeOf, withAncestors, withDescendants } from './category-tree.ts';
import naughty from './fixtures/naughty-strings.json' with { type: 'json' };
import { type StaffProductFilter, surelyMany } from './list-staff-products.ts';
import { pageNumber, sortOrder, toCards } from './listing.ts';
import { parsePrice } from './price.ts';
import { planChanges } from './product-changes.ts';
import { safeHtml } from './safe-html.ts';
import { searchWords } from './search-words.ts';
import { shownCompareAt } from './shown-price.ts';
import { categoryHandles, derivedSku, slugify } from './slug.ts';
import type { VariantInput } from './types.ts';

test.each([
  ['19.9', 1_990],
  ['19', 1_900],
  ['0.07', 7],
  ['4.35', 435],
  ['1.10000', 110],
  ['0', 0],
  ['19.999', null],
  ['1,299.00', null],
  ['-1', null],
  ['€5', null],
  ['1e3', null],
  ['.5', null],
  ['', null],
  ['999999999', null],
])('the price %s is %s', (text, minor) => {
  expect(parsePrice(text, 2)).toBe(minor);
});

test('prices survive being written and read, in currencies with and without decimals', () => {
  fc.assert(
    fc.property(fc.nat(20_000_000), (minor) => {
      expect(parsePrice((minor / 100).toFixed(2), 2)).toBe(minor);
      expect(parsePrice(String(minor), decimalsOf('JPY'))).toBe(minor);
    }),
  );
});

test('whatever is typed, the full-text expression holds only required words', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...naughty.strings)), (q) => {
      const words = searchWords(q);
      expect(words?.match ?? '').toMatch(/^(\+[\p{L}\p{N}\p{M}_]+\*( |$)){0,8}$/u);
    }),
  );
});

test('short words and stop words do not make a search fail', () => {
  expect(searchWords('The lamp')).toEqual({ match: '+lamp*', parts: [] });
  expect(searchWords('to be')).toEqual({ match: '', parts: ['to', 'be'] });
  expect(searchWords('xl mug')).toEqual({ match: '+mug*', parts: ['xl'] });
  expect(searchWords(' -"* ')).toBeNull();
});

test.each([
  [undefined, 1],
  [0, 1],
  [-3, 1],
  [1.9, 1],
  [Number.NaN, 1],
  [Number.POSITIVE_INFINITY, 10_000],
  [1e9, 10_000],
])('page %s is page %s', (page, shown) => {
  expect(pageNumber(page)).toBe(shown);
});

test('an unknown sort order is the featured one', () => {
  expect([sortOrder('price-asc'), sortOrder('constructor'), sortOrder(undefined)]).toEqual([
    'price-asc',
    'featured',
    'featured',
  ]);
});

test('a card shows the cheapest variant, and a compare-at price only above its price', () => {
  const row = { id: 'p', handle: 'p', title: 'P', vendor: '', productType: '', ratingSum: 9, ratingCount: 2 };
  const variants = [
    { position: 0, priceMinor: 300, compareAtMinor: null, onHand: 0 },
    { position: 1, priceMinor: 200, compareAtMinor: 250, onHand: 1 },
  ];
  const [card] = toCards(['p', 'gone'], [{ ...row, categoryIds: [], image: null, variants }]);
  expect(card).toMatchObject({
    fromMinor: 200,
    compareAtMinor: 250,
    priceVaries: true,
    inStock: true,
    image: null,
    rating: { average: 4.5, count: 2 },
  });
  expect([shownCompareAt(200, 200), shownCompareAt(200, 201)]).toEqual([null, 201]);
});

test.each<[Pick<VariantInput, 'onHand' | 'stockPolicy'>, object[]]>([
  [{ onHand: null, stockPolicy: 'deny' }, [{ sku: 'A', policy: 'deny' }]],
  [{ onHand: 5, stockPolicy: 'deny' }, [{ sku: 'A', policy: 'deny' }]],
  [{ onHand: 7 }, [{ sku: 'A', onHand: 7 }]],
  [{ onHand: 7, stockPolicy: 'backorder' }, [{ sku: 'A', onHand: 7 }]],
  [{ onHand: 5, stockPolicy: 'backorder' }, []],
  [{ onHand: null }, []],
])('of a stock of 5 on backorder, %j plans only what differs', (stock, planned) => {
  const variant = { sku: 'A', optionValues: [], priceMinor: 100, compareAtMinor: null, ...stock };
  const product = { handle: 'a', title: 'A', descriptionHtml: '', vendor: '', productType: '', images: null };
  const input = { ...product, status: 'active' as const, optionNames: [], variants: [variant] };
  const saved = new Map([['A', { onHand: 5, policy: 'backorder' as const }]]);
  const plan = (was: typeof saved) =>
    planChanges({ ...input, categoryPaths: [] }, undefined, was, new Date(0))?.stock;
  expect(plan(saved)).toStrictEqual(planned);
  // A stock never written is written once, whatever is named.
  expect(plan(new Map())).toHaveLength(1);
});

const rows = [
  { id: 'a', parentId: null },
  { id: 'b', parentId: 'a' },
  { id: 'c', parentId: 'b' },
  { id: 'd', parentId: 'a' },
].map((row) => ({
  ...row,
  handle: row.id,
  title: row.id,
  hidden: false,
}));

test('the category tree walks up, down and round a cycle', () => {
  expect(pathTo(rows, 'c').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(withDescendants(rows, 'a').sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(withAncestors(rows, ['c', 'd']).sort()).toEqual(['a', 'b', 'c', 'd']);
  expect(treeOf(rows)).toMatchObject([
    { id: 'a', children: [{ id: 'b', children: [{ id: 'c' }] }, { id: 'd' }] },
  ]);
  const cycle = rows.map((row) => (row.id === 'a' ? { ...row, parentId: 'c' } : row));
  expect(pathTo(cycle, 'c')).toHaveLength(3);
});

test('a path of titles leads to what bears them, whatever its address, and else by its first name', () => {
  const renamed = [
    { id: '1', parentId: null, handle: 'galley', title: 'Kitchen', hidden: false },
    { id: '2', parentId: '1', handle: 'galley-mugs', title: 'Cups', hidden: false },
  ];
  const handlesOf = handlesIn(renamed);
  expect(handlesOf(['kitchen', 'Cups', 'New'])).toEqual(['galley', 'galley-mugs', 'kitchen-cups-new']);
  expect(handlesOf(['Galley', 'Mugs'])).toEqual(['galley', 'galley-mugs']);
  expect(handlesOf(['Galley', 'Cups'])).toEqual(['galley', 'galley-mugs']);
  expect(handlesOf(['Deck'])).toEqual(['deck']);
});

test('derived SKUs are stable, short and tell look-alike options apart', () => {
  expect(derivedSku('top', ['Medium', 'Sky blue'])).toBe('top.medium.sky-blue');
  expect(derivedSku('top', [])).toBe('top');
  expect(derivedSku('top', ['S/M'])).not.toBe(derivedSku('top', ['S M']));
  expect(derivedSku('x'.repeat(190), ['L']).length).toBeLessThanOrEqual(120);
  expect(slugify('Été & Mer')).toBe('ete-mer');
  expect(slugify('!!!')).toMatch(/^[0-9a-f]{8}$/);
  expect(categoryHandles(['Galley', 'Mugs & Kettles'])).toEqual(['galley', 'galley-mugs-kettles']);
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java&#9;script:alert(1)">x</a>',
  '<iframe src="https://evil.example"></iframe>',
  '<p style="position:fixed">x</p>',
  '<svg onload=alert(1)>',
  ...naughty.strings,
])('HTML %j is made harmless, and stays as it is when made safe again', (html) => {
  const safe = safeHtml(html);
  // Attribute values are quoted text; what matters is tags, names of attributes, and where links lead.
  const bare = safe.replaceAll(/="[^"]*"/g, '=""');
  expect(bare).not.toMatch(
    /<(script|iframe|svg|object|embed|style|form|base|meta|link)\b|<[^>]*\s(on\w+|style)=/i,
  );
  for (const [, target = ''] of safe.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
    const { protocol } = new URL(target.replaceAll('&amp;', '&'), 'https://shop.example');
    expect(['https:', 'http:', 'mailto:', 'tel:']).toContain(protocol);
  }
  expect(safeHtml(safe)).toBe(safe);
});

test('only of a whole list it is sure without asking that very many fit a text', () => {
  const whole: StaffProductFilter = {
    ...{ q: 'mug', status: '', categoryId: '', vendor: '', tag: '', stock: '' },
    sort: 'title',
  };
  const many = { titled: 100_000, size: 1_000_000 };
  expect(surelyMany(whole, many)).toBe(true);
  expect(surelyMany({ ...whole, status: 'active' }, many)).toBe(true);
  // Too few to be sure of, and too far apart in the list.
  expect(surelyMany(whole, { titled: 1_500, size: 10_000 })).toBe(false);
  expect(surelyMany(whole, { titled: 3_000, size: 100_000 })).toBe(true);
  expect(surelyMany(whole, { ...many, titled: 3_000 })).toBe(false);
  for (const narrower of [
    { status: 'draft' },
    { categoryId: 'c' },
    { vendor: 'v' },
    { tag: 't' },
    { stock: 'out' },
  ] as const) {
    expect(surelyMany({ ...whole, ...narrower }, many)).toBe(false);
  }
});
