import { expect, test } from 'vitest';
import { whatChanged } from './what-changed.ts';

type Known = Parameters<typeof whatChanged>[0];
const line = (sku: string, unitMinor: number, quantity = 1) => ({
  sku,
  title: sku,
  variantTitle: '',
  quantity,
  unitMinor,
  totalMinor: unitMinor * quantity,
});
const quote = (over: Partial<Known> = {}): Known => ({
  lines: [line('Mug', 1_000), line('Rope', 2_000)],
  shippingMinor: 490,
  taxMinor: 300,
  ...over,
});

test('the same quote has no change', () => {
  expect(whatChanged(quote(), quote())).toEqual([]);
});

test('each difference is named', () => {
  const coupon = { code: 'A', name: 'A', ruleId: 'r', savedMinor: 1 };
  const couponProblem = { code: 'A', reason: 'expired' as const, message: 'A has ended.' };
  const before = quote({ coupon });
  const now = quote({
    couponProblem,
    lines: [line('Mug', 1_200), line('Lamp', 500, 2)],
    shippingMinor: 890,
  });
  expect(whatChanged(before, now)).toEqual([
    { kind: 'coupon', problem: couponProblem },
    { kind: 'price', title: 'Mug', before: 1_000, now: 1_200 },
    { kind: 'gone', title: 'Rope' },
    { kind: 'quantity', title: 'Lamp', quantity: 2 },
    { kind: 'shipping', before: 490, now: 890 },
  ]);
});

test('tax is named only where it is added to the prices', () => {
  expect(whatChanged(quote(), quote({ taxMinor: 400 }))).toEqual([]);
  expect(whatChanged(quote(), quote({ taxMinor: 400, taxDisplay: 'exclusive' }))).toEqual([
    { kind: 'tax', before: 300, now: 400 },
  ]);
});
