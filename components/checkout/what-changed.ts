import type { Quote } from '#lib/checkout/index.ts';

/** Why a total is another than the one shown before; amounts in minor units. */
export type Change =
  | { kind: 'price'; title: string; before: number; now: number }
  | { kind: 'quantity'; title: string; quantity: number }
  | { kind: 'gone'; title: string }
  | { kind: 'coupon'; problem: NonNullable<Quote['couponProblem']> }
  | { kind: 'shipping' | 'tax'; before: number; now: number };

type Known = Pick<Quote, 'lines' | 'coupon' | 'couponProblem' | 'shippingMinor' | 'taxMinor' | 'taxDisplay'>;

/** What differs between two quotes of one checkout, most telling first. */
export function whatChanged(before: Known, now: Known): Change[] {
  const changes: Change[] = [];
  if (before.coupon && !now.coupon && now.couponProblem) {
    changes.push({ kind: 'coupon', problem: now.couponProblem });
  }
  for (const line of before.lines) {
    const after = now.lines.find(({ sku }) => sku === line.sku);
    const { title } = line;
    if (!after) changes.push({ kind: 'gone', title });
    else if (after.unitMinor !== line.unitMinor) {
      changes.push({ kind: 'price', title, before: line.unitMinor, now: after.unitMinor });
    } else if (after.quantity !== line.quantity) {
      changes.push({ kind: 'quantity', title, quantity: after.quantity });
    }
  }
  for (const { sku, title, quantity } of now.lines) {
    if (!before.lines.some((line) => line.sku === sku)) changes.push({ kind: 'quantity', title, quantity });
  }
  if (before.shippingMinor !== now.shippingMinor) {
    changes.push({ kind: 'shipping', before: before.shippingMinor, now: now.shippingMinor });
  }
  // Tax inside the prices changes no total by itself.
  if (now.taxDisplay === 'exclusive' && before.taxMinor !== now.taxMinor) {
    changes.push({ kind: 'tax', before: before.taxMinor, now: now.taxMinor });
  }
  return changes;
}
