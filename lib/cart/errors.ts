import type { Market } from '#lib/markets/index.ts';
import type { CouponProblem } from '#lib/promotions/index.ts';

export type CartError =
  | { kind: 'coupon_refused'; problem: CouponProblem }
  | { kind: 'unknown_sku'; sku: string }
  | { kind: 'not_sold_here'; sku: string }
  | { kind: 'not_in_cart'; sku: string }
  /** It is not this visitor's turn; `market` is where his line is. */
  | { kind: 'waiting_room'; market: Market }
  | { kind: 'not_in_stock'; sku: string; onHand: number }
  | { kind: 'too_many_lines'; limit: number }
  | { kind: 'too_many_units'; limit: number }
  | { kind: 'cart_unavailable' };
