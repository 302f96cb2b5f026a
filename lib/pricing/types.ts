export type CartLine = {
  sku: string;
  quantity: number;
  unitMinor: number;
  /** What a coupon takes off the whole line. */
  discountMinor?: number;
};

/** What a line was reduced by, for the order: list price × quantity less all of these is the line's total. */
export type LineDiscount = { ruleId: string; name: string; code?: string | undefined; amountMinor: number };

export type PriceCartInput<L extends CartLine = CartLine> = {
  lines: readonly L[];
  /** Id of a method offered by `shippingMethods`; null while none is chosen: no shipping yet. */
  shippingMethod: string | null;
  /** ISO 3166 alpha-2; null while unknown: no tax is shown yet. */
  country: string | null;
  currency?: string;
};

/** All amounts in minor units of `currency`; `taxMinor` is contained in `totalMinor`. */
export type PricedCart<L extends CartLine = CartLine> = {
  lines: (L & { totalMinor: number })[];
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  currency: string;
};

export type ShippingMethod = { id: string; title: string; priceMinor: number; promise: string };
