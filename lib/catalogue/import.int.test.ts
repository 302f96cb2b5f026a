import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { closeDb, db } from '#lib/platform/index.ts';
import { ctx, unique } from './catalogue.fixtures.ts';
import { getCategory, getProduct, importShopifyCsv } from './index.ts';

afterAll(closeDb);

/** The fixture with handles, SKUs and categories of its own. */
function harbour(mark: string): string {
  return readFileSync(new URL('./fixtures/harbour.csv', import.meta.url), 'utf8')
    .replaceAll(/(tarred-marline|palm-and-needle|signal-flag|untitled-buoy|draft-anchor)/g, `$1-${mark}`)
    .replaceAll(/(MARL-20|FLAG-[AB]-[SL]|BUOY|ANCHOR)/g, `$1-${mark}`)
    .replaceAll('Deck', `Deck ${mark}`);
}

const load = (csv: string | Buffer) => importShopifyCsv(ctx, Readable.from([csv]));

async function rowCounts() {
  const [ledger, invalidations, audits, products] = await Promise.all([
    db().stockLedgerEntry.count(),
    db().cacheInvalidation.count(),
    db().auditEntry.count(),
    db().product.aggregate({ _sum: { version: true } }),
  ]);
  return { ledger, invalidations, audits, versions: products._sum.version };
}

test('good rows go in, bad ones are reported with their line and reason', async () => {
  const mark = unique();
  const report = await load(harbour(mark));
  expect(report).toMatchObject({ created: 3, updated: 0, unchanged: 0 });
  expect(report.rejected).toEqual([
    { line: 7, column: 'Variant Price', reason: '"abc" is not a plain number such as 19.90' },
    { line: 8, column: 'Variant Inventory Qty', reason: 'is negative' },
    { line: 9, column: 'Variant SKU', reason: `"MARL-20-${mark}" is already on line 2` },
    { line: 11, column: 'Handle', reason: 'is missing' },
    { line: 12, column: 'Title', reason: 'is missing: the first row of a product names it' },
    { line: 13, column: 'Variant Price', reason: '"199.999" has too many decimals or is too large' },
  ]);
  const marline = await getProduct(`tarred-marline-${mark}`);
  expect(marline).toMatchObject({
    title: 'Tarred Marline',
    descriptionHtml: '<p>Smells of <b>boats</b>.</p>\n<a>spool</a>',
    optionNames: ['Length'],
    images: [{ alt: 'On a bench' }, { alt: 'Coiled' }, { alt: '' }],
    variants: [
      { sku: `MARL-20-${mark}`, title: '20 m', priceMinor: 1_990, compareAtMinor: 2_400, inStock: true },
      { sku: `tarred-marline-${mark}.50-m`, title: '50 m', priceMinor: 3_995, compareAtMinor: null },
    ],
  });
  expect(await getProduct(`palm-and-needle-${mark}`)).toMatchObject({
    optionNames: [],
    variants: [{ sku: `palm-and-needle-${mark}`, title: '', inStock: false }],
  });
  expect((await getProduct(`signal-flag-${mark}`))?.variants.map(({ sku }) => sku)).toEqual([
    `FLAG-B-L-${mark}`,
  ]);
  expect(await getCategory(`deck-${mark}`)).toMatchObject({
    total: 3,
    children: [{ title: 'Flags' }, { title: 'Rope' }],
  });
});

test('the same file again changes nothing and writes nothing', async () => {
  const csv = harbour(unique());
  await load(csv);
  const before = await rowCounts();
  const again = await load(csv);
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  expect(again.rejected).toHaveLength(6);
  expect(await rowCounts()).toEqual(before);
});

test('a byte order mark, CRLF and one byte at a time make no difference', async () => {
  const csv = harbour(unique());
  await load(csv);
  const bytes = Buffer.from(`\uFEFF${csv.replaceAll('\n', '\r\n')}`);
  const crumbs = Readable.from(Array.from(bytes, (byte) => Buffer.from([byte])));
  const again = await importShopifyCsv(ctx, crumbs);
  // Only the line breaks inside one description differ.
  expect(again).toMatchObject({ created: 0, updated: 1, unchanged: 2 });
  expect(again.rejected.map(({ line }) => line)).toEqual([7, 8, 9, 11, 12, 13]);
});

test('a changed price, stock or type updates that product alone', async () => {
  const mark = unique();
  await load(harbour(mark));
  const changed = harbour(mark).replace('39.95', '42').replace('shopify,14,', 'shopify,0,');
  expect(await load(changed)).toMatchObject({ created: 0, updated: 1, unchanged: 2 });
  expect((await getProduct(`tarred-marline-${mark}`))?.variants).toMatchObject([
    { priceMinor: 1_990, inStock: false },
    { priceMinor: 4_200, inStock: true },
  ]);
  expect(await load(changed.replaceAll('> Rope', '> String'))).toMatchObject({ updated: 2, unchanged: 1 });
  expect((await getCategory(`deck-${mark}-rope`))?.total).toBe(0);
  expect((await getCategory(`deck-${mark}-string`))?.total).toBe(2);
});

test('a SKU or options of a product that exists are reported, not taken over', async () => {
  const mark = unique();
  await load(harbour(mark));
  const header = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n';
  const report = await load(
    `${header}other-${mark},Other,Size,S,marl-20-${mark},5\nother-${mark},,,L,OTHER-${mark},5\n` +
      `tarred-marline-${mark},Tarred Marline,Length,20 m,NEW-${mark},5\n`,
  );
  expect(report).toMatchObject({ created: 1, updated: 0 });
  expect(report.rejected).toEqual([
    { line: 2, column: 'Variant SKU', reason: `"marl-20-${mark}" belongs to tarred-marline-${mark}` },
    { line: 4, column: 'Variant SKU', reason: `these options already exist as SKU MARL-20-${mark}` },
  ]);
});

const head = 'Handle,Title,Variant Price,Variant Inventory Qty,Image Src,Status';
test.each<[string, string | Buffer, number, string]>([
  ['an empty file', '', 1, 'the file is empty'],
  ['another kind of file', '{"a":1}', 1, 'the file has no such column: is it a Shopify product CSV?'],
  [
    'an unclosed quote',
    `${head}\na,"A,1,1,,`,
    2,
    'has a quote that is never closed; the rest of the file was not read',
  ],
  [
    'too many cells',
    `${head}\na,A, with comma,1,1,,,extra`,
    2,
    'has 8 cells, the header has 6: is a comma unquoted?',
  ],
  [
    'Latin-1',
    Buffer.from(`${head}\na,Caf\xe9,1,1,,`, 'latin1'),
    2,
    'is not valid UTF-8: save the file as UTF-8',
  ],
  ['half a unit', `${head}\na,A,1,1.5,,`, 2, 'is not a whole number'],
  ['a negative price', `${head}\na,A,-1,1,,`, 2, '"-1" is negative'],
  ['no price', `${head}\na,A,,1,,`, 2, 'is missing'],
  ['a path as handle', `${head}\n../a,A,1,1,,`, 2, 'is not made of letters, digits, "-", "_" and "."'],
  ['an unknown status', `${head}\na,A,1,1,,sleeping`, 2, 'is not active, draft or archived'],
  ['a long title', `${head}\na,${'A'.repeat(256)},1,1,,`, 2, 'is longer than 255 characters'],
])('%s is reported', async (_, csv, line, reason) => {
  const report = await load(csv);
  expect(report).toMatchObject({ created: 0, updated: 0 });
  expect(report.rejected[0]).toMatchObject({ line, reason });
});

test('what comes before a quote that is never closed goes in', async () => {
  const mark = unique();
  const report = await load(`${head}\ngood-${mark},A,1,1,,\nbad-${mark},"B,1,1,,\nmore-${mark},C,1,1,,\n`);
  expect(report).toMatchObject({ created: 1, rejected: [{ line: 3 }] });
  expect(await getProduct(`good-${mark}`)).not.toBeNull();
});

test('a bad image address costs the image, not the product', async () => {
  const mark = unique();
  const report = await load(`${head}\nimg-${mark},A,1,1,javascript:alert(1),\n`);
  expect(report).toMatchObject({ created: 1, rejected: [{ line: 2, column: 'Image Src' }] });
});

test('a stream that breaks is an error, with what was read before kept', async () => {
  const broken = new Readable({
    read() {
      this.destroy(new Error('disk gone'));
    },
  });
  await expect(importShopifyCsv(ctx, broken)).rejects.toThrow('disk gone');
});
