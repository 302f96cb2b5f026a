export type CartLine = { sku: string; quantity: number; unitMinor: number };

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
