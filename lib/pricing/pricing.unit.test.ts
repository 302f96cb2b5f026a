import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_TOTAL_MINOR, priceCart, shareOut, taxAdded, taxClasses, taxIncluded } from './index.ts';

const line = fc.record({
  sku: fc.string({ minLength: 1 }),
  quantity: fc.integer({ min: 1, max: 99 }),
  unitMinor: fc.integer({ min: 0, max: 100_000 }),
  taxClass: fc.constantFrom(...taxClasses),
});
const rate = fc.integer({ min: 0, max: 50_000 });
const rates = fc.record({ name: fc.constant('VAT'), standard: rate, reduced: rate, shipping: fc.boolean() });
const cart = fc.record({
  lines: fc.array(line, { maxLength: 20 }),
  shippingMinor: fc.nat(10_000),
  tax: fc.record({ rates, display: fc.constantFrom('inclusive' as const, 'exclusive' as const) }),
  currency: fc.constant('EUR'),
});
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

test('for any cart lines, tax lines and total add up, with the tax inside the total or on top of it', () => {
  fc.assert(
    fc.property(cart, (input) => {
      const { lines, subtotalMinor, shippingMinor, taxes, taxMinor, totalMinor } = priceCart(input);
      expect(sum(lines.map((each) => each.totalMinor))).toBe(subtotalMinor);
      expect(sum(taxes.map((each) => each.taxMinor))).toBe(taxMinor);
      const net = sum(taxes.map((each) => each.netMinor));
      if (input.tax.display === 'inclusive') {
        expect(totalMinor).toBe(subtotalMinor + shippingMinor);
        expect(net + taxMinor).toBe(totalMinor);
      } else {
        expect(net).toBe(subtotalMinor + shippingMinor);
        expect(totalMinor).toBe(net + taxMinor);
      }
      expect(new Set(taxes.map((each) => each.rate)).size).toBe(taxes.length);
      for (const amount of [taxMinor, totalMinor, net]) {
        expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
      }
    }),
  );
});

test('the order of the lines changes nothing of the amounts', () => {
  fc.assert(
    fc.property(cart, (input) => {
      const there = priceCart(input);
      const back = priceCart({ ...input, lines: input.lines.toReversed() });
      expect([back.totalMinor, back.subtotalMinor]).toEqual([there.totalMinor, there.subtotalMinor]);
    }),
  );
});

test('tax is the exact share rounded half up, for any amount and rate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: MAX_TOTAL_MINOR }), rate, (amount, percent) => {
      const [a, r] = [BigInt(amount), BigInt(percent)];
      expect(BigInt(taxIncluded(amount, percent))).toBe((2n * a * r + 100_000n + r) / (2n * (100_000n + r)));
      expect(BigInt(taxAdded(amount, percent))).toBe((2n * a * r + 100_000n) / 200_000n);
    }),
  );
});

test('what was added to a net price is what the gross price contains', () => {
  fc.assert(
    fc.property(fc.nat(100_000_000), rate, (net, percent) => {
      const tax = taxAdded(net, percent);
      expect(taxIncluded(net + tax, percent)).toBe(tax);
    }),
  );
});

test('shares are whole, add up to the amount, and are within one unit of the exact ones', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000_000),
      fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 8 }),
      (amount, weights) => {
        const total = sum(weights);
        const shares = shareOut(amount, weights);
        expect(sum(shares)).toBe(total === 0 ? 0 : amount);
        for (const [index, share] of shares.entries()) {
          if (total > 0) expect(Math.abs(share - (amount * (weights[index] ?? 0)) / total)).toBeLessThan(1);
        }
      },
    ),
  );
});

const ireland = { name: 'VAT', standard: 23_000, reduced: 13_500, shipping: true };
const jersey = { name: 'Sales tax', standard: 6_625, reduced: 0, shipping: false };

test('€123.00 in Ireland holds €23.00 tax', () => {
  const priced = priceCart({
    lines: [{ sku: 'a', quantity: 3, unitMinor: 4_100 }],
    shippingMinor: 0,
    tax: { rates: ireland, display: 'inclusive' },
    currency: 'EUR',
  });
  expect(priced).toMatchObject({
    totalMinor: 12_300,
    taxes: [{ name: 'VAT', rate: 23_000, netMinor: 10_000, taxMinor: 2_300 }],
  });
});

test('shipping is taxed with the goods it belongs to, in their proportion', () => {
  const priced = priceCart({
    lines: [
      { sku: 'a', quantity: 1, unitMinor: 3_000 },
      { sku: 'b', quantity: 1, unitMinor: 1_000, taxClass: 'reduced' as const },
    ],
    shippingMinor: 400,
    tax: { rates: ireland, display: 'inclusive' },
    currency: 'EUR',
  });
  expect(priced.taxes.map(({ rate: percent, netMinor, taxMinor }) => [percent, netMinor + taxMinor])).toEqual(
    [
      [23_000, 3_300],
      [13_500, 1_100],
    ],
  );
});

test('$100.00 in New Jersey costs $106.63, and shipping is not taxed there', () => {
  const priced = priceCart({
    lines: [{ sku: 'a', quantity: 1, unitMinor: 10_000 }],
    shippingMinor: 900,
    tax: { rates: jersey, display: 'exclusive' },
    currency: 'USD',
  });
  expect(priced).toMatchObject({ subtotalMinor: 10_000, taxMinor: 663, totalMinor: 11_563 });
});

test('before the address is known a cart has no tax', () => {
  const lines = [{ sku: 'a', quantity: 1, unitMinor: 1_000 }];
  const priced = priceCart({ lines, shippingMinor: 0, tax: null, currency: 'EUR' });
  expect(priced).toMatchObject({ taxMinor: 0, taxes: [], totalMinor: 1_000 });
});

test.each([
  [{ sku: 'a', quantity: 0, unitMinor: 1 }],
  [{ sku: 'a', quantity: -1, unitMinor: 1 }],
  [{ sku: 'a', quantity: 1.5, unitMinor: 1 }],
  [{ sku: 'a', quantity: 1, unitMinor: -1 }],
  [{ sku: 'a', quantity: 1_000_000_000, unitMinor: 100 }],
])('refuses %j', (bad) => {
  expect(() => priceCart({ lines: [bad], shippingMinor: 0, tax: null, currency: 'EUR' })).toThrow();
});
