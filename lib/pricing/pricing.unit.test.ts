import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countries, MAX_TOTAL_MINOR, priceCart, shippingMethods, taxIncluded, taxRate } from './index.ts';

const line = fc.record({
  sku: fc.string({ minLength: 1 }),
  quantity: fc.integer({ min: 1, max: 99 }),
  unitMinor: fc.integer({ min: 0, max: 100_000 }),
});
const cart = fc.record({
  lines: fc.array(line, { maxLength: 20 }),
  country: fc.constantFrom(...countries),
  shippingMethod: fc.constantFrom('standard', 'express'),
});

test('for any cart: lines add up, total is subtotal plus shipping, tax is inside the total', () => {
  fc.assert(
    fc.property(cart, (input) => {
      const priced = priceCart(input);
      expect(priced.lines.reduce((sum, each) => sum + each.totalMinor, 0)).toBe(priced.subtotalMinor);
      expect(priced.subtotalMinor + priced.shippingMinor).toBe(priced.totalMinor);
      expect(priced.taxMinor).toBeGreaterThanOrEqual(0);
      expect(priced.taxMinor).toBeLessThanOrEqual(priced.totalMinor);
      for (const amount of [priced.taxMinor, priced.totalMinor, priced.shippingMinor]) {
        expect(Number.isSafeInteger(amount)).toBe(true);
      }
    }),
  );
});

test('tax is the exact share rounded half up, for any amount and rate', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: MAX_TOTAL_MINOR }),
      fc.integer({ min: 0, max: 5_000 }),
      (gross, rate) => {
        const exact =
          (BigInt(gross) * BigInt(rate) * 2n + BigInt(10_000 + rate)) / BigInt(2 * (10_000 + rate));
        expect(BigInt(taxIncluded(gross, rate))).toBe(exact);
      },
    ),
  );
});

test('a bigger cart never pays more for the same shipping method', () => {
  fc.assert(
    fc.property(fc.constantFrom(...countries), fc.nat(50_000), fc.nat(50_000), (country, small, more) => {
      const before = shippingMethods(country, small);
      const after = shippingMethods(country, small + more);
      for (const [index, method] of before.entries()) {
        expect(after[index]?.priceMinor).toBeLessThanOrEqual(method.priceMinor);
      }
    }),
  );
});

test('€123.00 in Ireland holds €23.00 tax and ships free', () => {
  const priced = priceCart({
    lines: [{ sku: 'a', quantity: 3, unitMinor: 4_100 }],
    shippingMethod: 'standard',
    country: 'IE',
  });
  expect(priced).toMatchObject({
    subtotalMinor: 12_300,
    shippingMinor: 0,
    taxMinor: 2_300,
    totalMinor: 12_300,
  });
});

test('before the address is known a cart has neither shipping nor tax', () => {
  const lines = [{ sku: 'a', quantity: 1, unitMinor: 1_000 }];
  const priced = priceCart({ lines, shippingMethod: null, country: null });
  expect(priced).toMatchObject({ shippingMinor: 0, taxMinor: 0, totalMinor: 1_000 });
});

test('every country we ship to has a tax rate and offers standard and express; others offer nothing', () => {
  for (const country of countries) {
    expect(taxRate(country)).toBeDefined();
    expect(shippingMethods(country, 0).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['standard', 'express']),
    );
  }
  expect(countries).toHaveLength(29);
  for (const country of ['', 'XX', 'ie', 'constructor', '__proto__']) {
    expect(shippingMethods(country, 0)).toEqual([]);
  }
});

test.each([
  [{ sku: 'a', quantity: 0, unitMinor: 1 }],
  [{ sku: 'a', quantity: -1, unitMinor: 1 }],
  [{ sku: 'a', quantity: 1.5, unitMinor: 1 }],
  [{ sku: 'a', quantity: 1, unitMinor: -1 }],
  [{ sku: 'a', quantity: 1_000_000_000, unitMinor: 100 }],
])('refuses %j', (bad) => {
  expect(() => priceCart({ lines: [bad], shippingMethod: null, country: null })).toThrow();
});

test('refuses a method that the country does not have', () => {
  expect(() => priceCart({ lines: [], shippingMethod: 'pickup', country: 'FR' })).toThrow(/pickup/);
});
