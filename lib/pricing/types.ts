import type { TaxClass, TaxLine, TaxRates } from './tax.ts';

export type CartLine = {
  sku: string;
  quantity: number;
  unitMinor: number;
  /** What a coupon takes off the whole line. */
  discountMinor?: number;
  /** `standard` when absent. */
  taxClass?: TaxClass;
};

/** What a line was reduced by, for the order: list price × quantity less all of these is the line's total. */
export type LineDiscount = { ruleId: string; name: string; code?: string | undefined; amountMinor: number };

export type PriceCartInput<L extends CartLine = CartLine> = {
  lines: readonly L[];
  /** 0 while no method is chosen. */
  shippingMinor: number;
  /** Null while the place is not known: no tax is shown, and none is added. */
  tax: { rates: TaxRates; display: 'inclusive' | 'exclusive' } | null;
  currency: string;
};

/**
 * All amounts in minor units of `currency`. With prices that contain tax it is contained in `totalMinor`; else it was
 * added to it. `taxMinor` is what the lines of `taxes` add up to.
 */
export type PricedCart<L extends CartLine = CartLine> = {
  /** `taxMinor` of a line: what was added for it, absent where prices contain the tax. */
  lines: (L & { totalMinor: number; taxMinor?: number })[];
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  taxes: TaxLine[];
  totalMinor: number;
  currency: string;
};
