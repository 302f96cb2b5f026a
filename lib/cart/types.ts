import type { Market } from '#lib/markets/index.ts';
import type { LineDiscount, TaxClass } from '#lib/pricing/index.ts';
import type { CouponProblem } from '#lib/promotions/index.ts';

/** Whether who changes a cart may put more of an article into it now. */
export type MayFill = (sku: string) => Promise<boolean>;

export type CartLine = {
  sku: string;
  handle: string;
  title: string;
  variantTitle: string;
  image: { src: string; alt: string } | null;
  quantity: number;
  /** Minor units, with tax or without as the market shows it: what one costs now by the price rules, and without them. */
  unitMinor: number;
  listMinor: number;
  /** What the coupon takes off the line. */
  discountMinor: number;
  /** Quantity × unit price, less the coupon's part. */
  totalMinor: number;
  /** What reduced the line: price rules, then the coupon. */
  discounts: LineDiscount[];
  taxClass: TaxClass;
  /** Of one unit; 0 while it is not known. */
  weightGrams: number;
  /** Whether this quantity can be bought now, in this market. */
  available: boolean;
  /** Why not: gone from the catalogue, without a price in the market's currency, or short of stock. */
  problem: 'gone' | 'not_sold_here' | 'out_of_stock' | null;
};

/** An article laid aside: it is in no total. */
export type SavedLine = Pick<
  CartLine,
  'sku' | 'handle' | 'title' | 'variantTitle' | 'image' | 'quantity' | 'unitMinor' | 'available' | 'problem'
>;

/** A cart as a market sees it; amounts in minor units of `currency`. Lines that are not sold there or that left the catalogue count neither in subtotal nor in count. */
export type CartView = {
  id: string | null;
  market: Market['code'];
  taxDisplay: Market['taxDisplay'];
  lines: CartLine[];
  saved: SavedLine[];
  subtotalMinor: number;
  /** The coupon that is applied, with what it saves; contained in the subtotal. */
  coupon: { code: string; name: string; ruleId: string; savedMinor: number } | null;
  /** Why the coupon in the cart does nothing now. */
  couponProblem: CouponProblem | null;
  currency: string;
  count: number;
  /** Names what is in it; another one whenever something was put in. Absent in answers of the release before. */
  content?: string | null;
};
