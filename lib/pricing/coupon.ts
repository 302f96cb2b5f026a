import { type PriceRuleKind, shareOf } from './price-rules.ts';
import { shareOut } from './share-out.ts';

/**
 * A coupon as the arithmetic needs it. It comes after price rules, on whole lines. An exclusive one leaves lines alone
 * whose price a rule has reduced.
 */
export type Coupon = {
  ruleId: string;
  code: string;
  name: string;
  kind: PriceRuleKind;
  value: number;
  stacking: 'exclusive' | 'stackable';
};

export type CouponLine = {
  quantity: number;
  unitMinor: number;
  /** Whether the coupon is for this article. */
  eligible: boolean;
  /** Whether a price rule has reduced the price. */
  reduced: boolean;
};

/**
 * What a coupon takes off each line, in minor units, in the order of `lines`: never more than the line. A percentage
 * is rounded half up by line; a fixed price is that of each unit; an amount is taken once from the whole cart, shared
 * out by the lines' totals, with the cents left over going to the largest remainders (first line among equals).
 */
export function couponDiscounts(
  lines: readonly CouponLine[],
  coupon: Omit<Coupon, 'ruleId' | 'code' | 'name'>,
) {
  const bases = lines.map(({ quantity, unitMinor, eligible, reduced }) =>
    eligible && !(reduced && coupon.stacking === 'exclusive') ? quantity * unitMinor : 0,
  );
  switch (coupon.kind) {
    case 'percentage':
      return bases.map((base) => Math.min(base, shareOf(base, coupon.value)));
    case 'fixed':
      return bases.map((base, index) => Math.max(0, base - coupon.value * (lines[index]?.quantity ?? 0)));
    case 'amount':
      return shareOut(
        Math.min(
          coupon.value,
          bases.reduce((sum, base) => sum + base, 0),
        ),
        bases,
      );
  }
}
