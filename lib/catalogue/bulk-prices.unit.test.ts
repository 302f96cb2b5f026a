import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPriceCsv, writePriceCsv } from './price-csv.ts';
import { changedPrice, planPrices } from './price-plan.ts';

test('what is written is read back, whatever the SKUs look like', () => {
  const sku = fc
    .string({ minLength: 1, maxLength: 30 })
    .map((text) => text.replace(/[\p{Cc}\ufeff]/gu, '').trim())
    .filter(Boolean);
  const row = fc.record({
    sku,
    priceMinor: fc.integer({ min: 0, max: 1_000_000 }),
    up: fc.option(fc.integer({ min: 1, max: 9_999 })),
  });
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: (one) => one.sku, maxLength: 20 }), (rows) => {
      const wanted = rows.map(({ sku: code, priceMinor, up }) => ({
        sku: code,
        priceMinor,
        compareAtMinor: up === null ? null : priceMinor + up,
      }));
      const { rows: read, rejected } = readPriceCsv(writePriceCsv(wanted, 2), 2);
      expect(rejected).toEqual([]);
      expect(read.map(({ line: _line, ...one }) => one)).toEqual(wanted);
    }),
  );
});

test('bad rows are named by line, column and reason, and the good ones are read', () => {
  const file =
    '\ufeffPrice;SKU;Note;Compare-at price\r\n19.90;A;x;25\r\n;B;;\r\n-1;C;;\r\n5;A;;\r\n5;;;\r\n5;D;;4\r\n5;E;;1,5\r\n7;F\r\n';
  const { rows, rejected } = readPriceCsv(file, 2);
  expect(rows).toEqual([
    { line: 2, sku: 'A', priceMinor: 1_990, compareAtMinor: 2_500 },
    { line: 9, sku: 'F', priceMinor: 700, compareAtMinor: null },
  ]);
  expect(rejected.map(({ line, column }) => `${line} ${column}`)).toEqual([
    '3 Price',
    '4 Price',
    '5 SKU',
    '6 SKU',
    '7 Compare-at price',
    '8 Compare-at price',
  ]);
  expect(readPriceCsv('Article,Cost\n1,2', 2).rejected).toMatchObject([{ line: 1 }]);
  expect(readPriceCsv('SKU,Price\n"A,1', 2).rejected).toHaveLength(1);
  expect(readPriceCsv('', 2).rejected).toHaveLength(1);
});

test.each([
  [{ kind: 'percent', value: -1_000 }, 995, 896],
  [{ kind: 'percent', value: 500 }, 1_000, 1_050],
  [{ kind: 'amount', value: -2_000 }, 1_000, null],
  [{ kind: 'set', value: 0 }, 1_000, 0],
  [{ kind: 'amount', value: 20_000_000 }, 1, null],
] as const)('%j of %i is %s', (change, price, expected) => {
  expect(changedPrice(price, change)).toBe(expected);
});

test('a plan leaves out what stays the same, and never strikes through a lower price', () => {
  const row = { sku: 'a', title: '', variantTitle: '', priceMinor: 1_000, compareAtMinor: null, version: 1 };
  expect(planPrices([row], { kind: 'set', value: 1_000, compareAt: 'leave' }).planned).toEqual([]);
  const [up] = planPrices([row], { kind: 'set', value: 1_200, compareAt: 'former' }).planned;
  expect(up?.newCompareAtMinor).toBeNull();
  const [down] = planPrices([row], { kind: 'set', value: 800, compareAt: 'former' }).planned;
  expect(down?.newCompareAtMinor).toBe(1_000);
  const dear = { ...row, compareAtMinor: 1_100 };
  expect(
    planPrices([dear], { kind: 'set', value: 1_200, compareAt: 'leave' }).planned[0]?.newCompareAtMinor,
  ).toBeNull();
});
