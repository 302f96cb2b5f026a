import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CouponLine,
  couponDiscounts,
  isActive,
  nextBoundary,
  type PriceRule,
  priceAt,
  priceCart,
  shareOf,
} from './index.ts';

const start = Date.UTC(2026, 10, 27);
const at = new Date(start + 5_000);

const rule = (over: Partial<PriceRule> = {}): PriceRule => ({
  id: 'r1',
  name: 'Sale',
  kind: 'percentage',
  value: 2_000,
  priority: 0,
  stacking: 'exclusive',
  display: 'plain',
  startsAt: new Date(start),
  endsAt: null,
  ...over,
});

const seconds = fc.integer({ min: 0, max: 10 }).map((s) => new Date(start + s * 1_000));
const anyRule: fc.Arbitrary<PriceRule> = fc.record({
  id: fc.uuid(),
  name: fc.constant('Sale'),
  kind: fc.constantFrom('percentage' as const, 'amount' as const, 'fixed' as const),
  value: fc.integer({ min: 0, max: 10_000 }),
  priority: fc.integer({ min: -2, max: 2 }),
  stacking: fc.constantFrom('exclusive' as const, 'stackable' as const),
  display: fc.constant('plain' as const),
  startsAt: seconds,
  endsAt: fc.option(seconds),
});
const rules = fc.uniqueArray(anyRule, { selector: ({ id }) => id, maxLength: 8 });
const price = fc.integer({ min: 0, max: 20_000_000 });

describe('the price of a unit, for any rules', () => {
  test('is a whole amount between nothing and the list price, and the discounts add up to the difference', () => {
    fc.assert(
      fc.property(price, rules, seconds, (list, all, now) => {
        const { unitMinor, applied } = priceAt(list, all, now);
        expect(Number.isSafeInteger(unitMinor)).toBe(true);
        expect(unitMinor).toBeGreaterThanOrEqual(0);
        expect(list - applied.reduce((sum, { discountMinor }) => sum + discountMinor, 0)).toBe(unitMinor);
        for (const { discountMinor } of applied) expect(discountMinor).toBeGreaterThan(0);
      }),
    );
  });

  test('does not depend on the order in which rules are given', () => {
    fc.assert(
      fc.property(price, rules, seconds, (list, all, now) => {
        expect(priceAt(list, all.toReversed(), now)).toEqual(priceAt(list, all, now));
      }),
    );
  });

  test('is made by rules that hold then: one exclusive alone, or stackable ones by falling priority', () => {
    fc.assert(
      fc.property(price, rules, seconds, (list, all, now) => {
        const used = priceAt(list, all, now).applied.map(({ id }) => all.find((one) => one.id === id));
        for (const one of used) expect(one && isActive(one, now)).toBe(true);
        if (used.length > 1) for (const one of used) expect(one?.stacking).toBe('stackable');
        const priorities = used.map((one) => one?.priority ?? 0);
        expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
      }),
    );
  });

  test('stays the same from one boundary to the next', () => {
    fc.assert(
      fc.property(price, rules, seconds, (list, all, now) => {
        const next = nextBoundary(all, now);
        const just = next ? new Date(next.getTime() - 1) : new Date(start + 3_600_000);
        expect(priceAt(list, all, just)).toEqual(priceAt(list, all, now));
      }),
    );
  });
});

test('a rule holds from its start to just before its end, to the millisecond', () => {
  const flash = rule({ endsAt: new Date(start + 10_000) });
  const holds = (offset: number) => priceAt(1_000, [flash], new Date(start + offset)).unitMinor === 800;
  expect([-1, 0, 9_999, 10_000].map(holds)).toEqual([false, true, true, false]);
});

test.each([
  ['15 % of €9.99 rounds the discount 149.85 up', { kind: 'percentage', value: 1_500 }, 999, 849],
  ['half a cent of discount goes to the customer', { kind: 'percentage', value: 5_000 }, 1, 0],
  ['an amount never goes below zero', { kind: 'amount', value: 500 }, 300, 0],
  ['a fixed price never raises', { kind: 'fixed', value: 500 }, 300, 300],
  ['a fixed price replaces', { kind: 'fixed', value: 500 }, 900, 500],
] as const)('%s', (_name, over, list, expected) => {
  expect(priceAt(list, [rule(over)], at).unitMinor).toBe(expected);
});

test('the first by priority decides, and one that would not lower the price is passed over', () => {
  const deep = rule({ id: 'a', kind: 'fixed', value: 100, priority: 1 });
  const shallow = rule({ id: 'b', kind: 'percentage', value: 1_000, priority: 5, stacking: 'stackable' });
  const useless = rule({ id: 'c', kind: 'fixed', value: 5_000, priority: 9 });
  const second = rule({ id: 'd', kind: 'amount', value: 50, priority: 0, stacking: 'stackable' });
  expect(priceAt(1_000, [deep, shallow, useless, second], at)).toMatchObject({
    unitMinor: 850,
    applied: [
      { id: 'b', discountMinor: 100 },
      { id: 'd', discountMinor: 50 },
    ],
  });
});

test('a share is exact for any amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_147_483_647 }), fc.integer({ min: 0, max: 10_000 }), (a, bp) => {
      const error = Math.abs(shareOf(a, bp) - (a * bp) / 10_000);
      expect(error).toBeLessThanOrEqual(0.5 + 1e-6);
    }),
  );
});

const couponLines = fc.array(
  fc.record({
    quantity: fc.integer({ min: 1, max: 99 }),
    unitMinor: fc.integer({ min: 0, max: 500_000 }),
    eligible: fc.boolean(),
    reduced: fc.boolean(),
  }),
  { maxLength: 12 },
);
const anyCoupon = fc.record({
  kind: fc.constantFrom('percentage' as const, 'amount' as const, 'fixed' as const),
  value: fc.integer({ min: 0, max: 10_000 }),
  stacking: fc.constantFrom('exclusive' as const, 'stackable' as const),
});
const gross = ({ quantity, unitMinor }: CouponLine) => quantity * unitMinor;
const sum = (all: number[]) => all.reduce((total, one) => total + one, 0);

describe('a coupon, for any cart', () => {
  test('takes whole cents, never more than a line, nothing from lines it is not for; the priced cart agrees', () => {
    fc.assert(
      fc.property(couponLines, anyCoupon, (lines, coupon) => {
        const discounts = couponDiscounts(lines, coupon);
        for (const [index, line] of lines.entries()) {
          const off = discounts[index] ?? -1;
          expect(Number.isSafeInteger(off) && off >= 0 && off <= gross(line)).toBe(true);
          if (!line.eligible || (line.reduced && coupon.stacking === 'exclusive')) expect(off).toBe(0);
        }
        const priced = priceCart({
          lines: lines.map((line, index) => ({ ...line, sku: 'a', discountMinor: discounts[index] ?? 0 })),
          shippingMinor: 0,
          tax: null,
          currency: 'EUR',
        });
        expect(priced.totalMinor).toBe(sum(lines.map(gross)) - sum(discounts));
      }),
    );
  });

  test('an amount is shared out to the cent, and no line gets a cent more than its share rounded up', () => {
    fc.assert(
      fc.property(couponLines, fc.integer({ min: 1, max: 1_000_000 }), (lines, value) => {
        const all = lines.map((line) => ({ ...line, eligible: true, reduced: false }));
        const discounts = couponDiscounts(all, { kind: 'amount', value, stacking: 'stackable' });
        const total = sum(all.map(gross));
        const amount = Math.min(value, total);
        expect(sum(discounts)).toBe(amount);
        for (const [index, line] of all.entries()) {
          const share = total === 0 ? 0 : (amount * gross(line)) / total;
          expect(Math.abs((discounts[index] ?? 0) - share)).toBeLessThan(1);
        }
      }),
    );
  });
});
