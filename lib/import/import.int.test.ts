import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { getCategory, getProduct } from '#lib/catalogue/index.ts';
import { closeDb, db } from '#lib/platform/index.ts';
import { ctx, fileOf, harbour, inFolder, load, problemsOf, rowCounts, unique } from './import.fixtures.ts';
import { importFile } from './index.ts';

afterAll(closeDb);

test('good rows go in, bad ones are reported with their line, column and reason', async () => {
  const mark = unique();
  const summary = await load(harbour(mark));
  expect(summary).toMatchObject({ created: 3, updated: 0, unchanged: 0, format: 'Shopify product CSV' });
  expect(problemsOf(summary)).toEqual([
    '7 Variant Price: "abc" is not a price such as 19.90',
    '8 Variant Inventory Qty: is negative',
    `9 SKU: "MARL-20-${mark}" is already on line 2`,
    '11 Handle: is missing',
    '12 Title: is missing: the first row of a product names it',
    '13 Variant Price: "199.999" could be thousands or decimals: write it with 2 decimals',
  ]);
  expect(await getProduct(`tarred-marline-${mark}`)).toMatchObject({
    title: 'Tarred Marline',
    descriptionHtml: '<p>Smells of <b>boats</b>.</p>\n<a>spool</a>',
    optionNames: ['Length'],
    variants: [
      { sku: `MARL-20-${mark}`, title: '20 m', priceMinor: 1_990, compareAtMinor: 2_400, inStock: true },
      { sku: `tarred-marline-${mark}.50-m`, title: '50 m', priceMinor: 3_995, compareAtMinor: null },
    ],
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
  expect(await load(csv)).toMatchObject({ created: 0, updated: 0, unchanged: 3, problems: 6 });
  expect(await rowCounts()).toEqual(before);
});

test('a dry run says what would change, and writes nothing', async () => {
  const csv = harbour(unique());
  const before = await rowCounts();
  expect(await load(csv, { dryRun: true })).toMatchObject({ created: 3, problems: 6 });
  expect(await rowCounts()).toEqual(before);
  await load(csv);
  expect(await load(csv.replace('39.95', '42'), { dryRun: true })).toMatchObject({
    updated: 1,
    unchanged: 2,
  });
});

test('a changed price, stock or type updates that product alone', async () => {
  const mark = unique();
  await load(harbour(mark));
  const changed = harbour(mark).replace('39.95', '42').replace('shopify,14,', 'shopify,0,');
  expect(await load(changed)).toMatchObject({ created: 0, updated: 1, unchanged: 2 });
  expect((await getProduct(`tarred-marline-${mark}`))?.variants).toMatchObject([
    { priceMinor: 1_990, inStock: false },
    { priceMinor: 4_200 },
  ]);
  expect(await load(changed.replaceAll('> Rope', '> String'))).toMatchObject({ updated: 2, unchanged: 1 });
  expect((await getCategory(`deck-${mark}-rope`))?.total).toBe(0);
  expect((await getCategory(`deck-${mark}-string`))?.total).toBe(2);
});

test('a price in another currency that is refused is reported; the product and its other prices go in', async () => {
  const m = unique();
  const csv = [
    'Handle,Title,Variant SKU,Variant Price,Price / USD,Price / EUR',
    `a-${m},A,A-${m},10.00,12.00,10.00`,
    `b-${m},B,B-${m},10.00,13.00,11.00`,
  ].join('\n');
  const line = { handle: `c-${m}`, title: 'C', variants: [{ sku: `C-${m}`, priceMinor: 1_000 }] };
  const exported = JSON.stringify({
    ...line,
    variants: [{ ...line.variants[0], prices: { EUR: 1, USD: 1_400 } }],
  });
  const reason = "is in EUR, the shop's own currency, and is not the variant's price";
  const reportPath = inFolder(`prices-${m}.csv`);
  for (const options of [{ dryRun: true }, { reportPath }]) {
    const [read, json] = [
      await load(csv, options),
      await load(exported, { dryRun: options.dryRun ?? false }),
    ];
    expect(problemsOf(read)).toEqual([`3 Price / EUR: ${reason}`]);
    expect(problemsOf(json)).toEqual([`1 variants.0.prices.EUR: ${reason}`]);
    expect([read.created, json.created]).toEqual([2, 1]);
  }
  expect(readFileSync(reportPath, 'utf8')).toContain(reason);
  const dollars = await Promise.all(['a', 'b'].map((one) => getProduct(`${one}-${m}`, { currency: 'USD' })));
  expect(dollars.map((product) => product?.variants[0]?.priceMinor)).toEqual([1_200, 1_300]);
});

test('the report holds what did not go in; mended, it goes in', async () => {
  const mark = unique();
  const reportPath = inFolder(`${mark}.problems.csv`);
  const head = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty';
  const rows = [
    `mug-${mark},Mug,Size,S,M-S-${mark},abc,3`,
    `mug-${mark},,,L,M-L-${mark},12.00,3`,
    `jug-${mark},Jug,,,J-${mark},9,1`,
  ];
  expect(await load([head, ...rows].join('\n'), { reportPath })).toMatchObject({
    created: 2,
    problems: 1,
    reported: true,
  });
  const report = readFileSync(reportPath, 'utf8');
  expect(report.split('\n')).toEqual([
    `Problem,${head}`,
    `"line 2, Variant Price: ""abc"" is not a price such as 19.90",${rows[0]}`,
    `,${rows[1]}`,
    '',
  ]);
  expect(await load(report.replaceAll('abc', '10.00'))).toMatchObject({ updated: 1, problems: 0 });
  expect((await getProduct(`mug-${mark}`))?.variants.map(({ title }) => title).sort()).toEqual(['L', 'S']);
});

test('stock, ledger, price history and purges follow', async () => {
  const mark = unique();
  await load(harbour(mark));
  const sku = `MARL-20-${mark}`;
  const ledger = await db().stockLedgerEntry.findMany({ where: { sku } });
  expect(ledger).toMatchObject([{ delta: 14, reason: 'import', reference: 'import-test' }]);
  const variant = await db().variant.findUniqueOrThrow({ where: { sku } });
  expect(await db().priceHistory.count({ where: { variantId: variant.id } })).toBe(1);
  const last = await db().cacheInvalidation.findFirst({ orderBy: { id: 'desc' } });
  await load(harbour(mark).replace('39.95', '42'));
  const purges = await db().cacheInvalidation.findMany({ where: { id: { gt: last?.id ?? 0n } } });
  expect(purges.flatMap((row) => row.tags)).toContain(`product:${variant.productId}`);
});

test('a SKU or options of a product that exists are reported, not taken over', async () => {
  const mark = unique();
  await load(harbour(mark));
  const header = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\n';
  const summary = await load(
    `${header}other-${mark},Other,Size,S,marl-20-${mark},5\nother-${mark},,,L,OTHER-${mark},5\n` +
      `tarred-marline-${mark},Tarred Marline,Length,20 m,NEW-${mark},5\n`,
  );
  expect(summary).toMatchObject({ created: 1, updated: 0 });
  expect(problemsOf(summary)).toEqual([
    `2 SKU: "marl-20-${mark}" belongs to tarred-marline-${mark}`,
    `4 SKU: has the options of SKU MARL-20-${mark}`,
  ]);
});

const head = 'Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty,Image Src,Status';

describe('whatever merchants send', () => {
  test.each<
    [string, (mark: string) => string | Buffer, { created: number; problems: string[]; title?: string }]
  >([
    [
      'a byte order mark and mixed line ends',
      (m) => `\uFEFF${head}\r\na-${m},A,,1,1,,\nb-${m},B,,1,1,,\r\n`,
      { created: 2, problems: [] },
    ],
    [
      'Windows-1252',
      (m) => Buffer.from(`${head}\na-${m},Caf\xe9 \x80,,1,1,,`, 'latin1'),
      { created: 1, problems: [], title: 'Café €' },
    ],
    [
      'UTF-16',
      (m) => Buffer.from(`\uFEFF${head}\na-${m},Café,,1,1,,`, 'utf16le'),
      { created: 1, problems: [], title: 'Café' },
    ],
    [
      'UTF-8 with one broken letter',
      (m) =>
        Buffer.concat([
          Buffer.from(`${head}\na-${m},Café,,1,1,,\nb-${m},B`),
          Buffer.from([0xe9]),
          Buffer.from(',,1,1,,'),
        ]),
      { created: 1, problems: ['3 Title: is not valid UTF-8: save the file as UTF-8'], title: 'Café' },
    ],
    [
      'padded cells',
      (m) => `${head}\n  a-${m} ,  "A"  , , 1 , 1 , , active `,
      { created: 1, problems: [], title: 'A' },
    ],
    [
      'cells of several lines',
      (m) => `${head}\na-${m},"A\nB, and ""C""",,1,1,,\nb-${m},B,,x,1,,`,
      { created: 1, problems: ['4 Variant Price: "x" is not a price such as 19.90'] },
    ],
    ['empty SKUs', (m) => `${head}\na-${m},A,,1,1,,\nb-${m},B,,1,1,,`, { created: 2, problems: [] }],
    [
      'the same SKU twice',
      (m) => `${head}\na-${m},A,S-${m},1,1,,\nb-${m},B,s-${m},1,1,,`,
      { created: 1, problems: ['3 SKU: "s-MARK" is already on line 2'] },
    ],
    [
      'a negative stock',
      (m) => `${head}\na-${m},A,,1,-4,,`,
      { created: 0, problems: ['2 Variant Inventory Qty: is negative'] },
    ],
    [
      'rows that only hold an image',
      (m) => `${head}\na-${m},A,,1,1,https://img.example/1.jpg,\na-${m},,,,,https://img.example/2.jpg,`,
      { created: 1, problems: [] },
    ],
    [
      'a row that holds nothing',
      (m) => `${head}\na-${m},A,,1,1,,\na-${m},,,,,,\n`,
      { created: 1, problems: ['3 : has neither a variant nor an image'] },
    ],
    [
      'an image that is no address',
      (m) => `${head}\na-${m},A,,1,1,javascript:alert(1),`,
      { created: 1, problems: ['2 Image Src: is not an http(s) address'] },
    ],
    [
      'a German price',
      (m) => `${head.replaceAll(',', ';')}\na-${m};A;;1.234,56;1;;`,
      { created: 1, problems: [] },
    ],
    [
      'a price in dollars',
      (m) => `${head}\na-${m},A,,USD 5,1,,`,
      { created: 0, problems: ['2 Variant Price: is in USD, the shop sells in EUR'] },
    ],
    [
      'a path as handle',
      (m) => `${head}\n../${m},A,,1,1,,`,
      { created: 0, problems: ['2 Handle: is not made of letters, digits, "-", "_" and "."'] },
    ],
    [
      'an unknown status',
      (m) => `${head}\na-${m},A,,1,1,,sleeping`,
      { created: 0, problems: ['2 Status: is not active, draft, archived, unlisted'] },
    ],
    [
      'a long title',
      (m) => `${head}\na-${m},${'A'.repeat(256)},,1,1,,`,
      { created: 0, problems: ['2 Title: is longer than 255 characters'] },
    ],
    [
      'half a unit',
      (m) => `${head}\na-${m},A,,1,1.5,,`,
      { created: 0, problems: ['2 Variant Inventory Qty: is not a whole number'] },
    ],
    [
      'too many cells',
      (m) => `${head}\na-${m},A, with comma,,1,1,,,extra`,
      { created: 0, problems: ['2 : has 9 cells, the header has 7: is a separator unquoted?'] },
    ],
    [
      'an unclosed quote',
      (m) => `${head}\na-${m},A,,1,1,,\nb-${m},"B,,1,1,,\nc-${m},C,,1,1,,`,
      { created: 1, problems: ['3 : has a quote that is never closed; the rest of the file was not read'] },
    ],
    [
      'a file cut off within a row',
      (m) => `${head}\na-${m},A,,1,1,,\nb-${m},B,,`,
      { created: 1, problems: ['3 Variant Price: is missing'] },
    ],
    [
      'rows of one product that stand apart',
      (m) => `${head}\na-${m},A,,1,1,,\nb-${m},B,,1,1,,\na-${m},,,2,1,,`,
      { created: 2, problems: ['4 Handle: belongs to the product of line 2: keep its rows together'] },
    ],
  ])('%s', async (_, content, { created, problems, title }) => {
    const mark = unique();
    const reportPath = inFolder(`${mark}.csv`);
    const summary = await load(content(mark), { reportPath });
    expect(problemsOf(summary)).toEqual(problems.map((problem) => problem.replace('MARK', mark)));
    expect(summary).toMatchObject({ created, updated: 0, reported: problems.length > 0 });
    if (title) expect((await getProduct(`a-${mark}`))?.title).toBe(title);
  });

  test('columns nobody knows are named, and read over', async () => {
    const mark = unique();
    const summary = await load(`Mystery,${head},Zodiac\n?,a-${mark},A,,1,1,,,leo`);
    expect(summary).toMatchObject({ created: 1, problems: 0, ignoredColumns: ['Mystery', 'Zodiac'] });
  });

  test('scripts, frames and handlers do not get in', async () => {
    const mark = unique();
    const html =
      '<p onclick=x()>Hi<script>x()</script><iframe src=//evil></iframe><img src=x onerror=x()></p>';
    await load(`Handle,Title,Body (HTML),Variant Price\na-${mark},A,"${html}",1`);
    expect((await getProduct(`a-${mark}`))?.descriptionHtml).toBe('<p>Hi<img src="x" /></p>');
  });

  test('a hundred variants of a product', async () => {
    const mark = unique();
    const rows = Array.from({ length: 100 }, (_, i) => `a-${mark},${i ? '' : 'A'},Size,S${i},,${i + 1},1`);
    const csv = `Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty\n${rows.join('\n')}`;
    expect(await load(csv)).toMatchObject({ created: 1, problems: 0 });
    expect((await getProduct(`a-${mark}`))?.variants).toHaveLength(100);
    expect(await load(csv)).toMatchObject({ unchanged: 1 });
  });

  test.each([
    ['zero bytes', Buffer.alloc(0), 'empty'],
    ['nothing but space', ' \n \n', 'empty'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'not_text'],
    ['other JSON', '{"a":1}', 'unknown_format'],
    ['another table', 'Name,Colour\nA,red', 'unknown_format'],
  ])('%s is refused as a whole', async (_, content, kind) => {
    expect(await importFile(ctx, { path: fileOf(content) })).toMatchObject({ ok: false, error: { kind } });
  });

  test('a folder and a file that is not there are refused', async () => {
    expect(await importFile(ctx, { path: inFolder('.') })).toMatchObject({ error: { kind: 'not_a_file' } });
    expect(await importFile(ctx, { path: inFolder('nope') })).toMatchObject({ error: { kind: 'not_found' } });
  });
});
