export type CartLine = {
  sku: string;
  handle: string;
  title: string;
  variantTitle: string;
  image: { src: string; alt: string } | null;
  quantity: number;
  /** Minor units, tax included. */
  unitMinor: number;
  totalMinor: number;
  /** Whether this quantity can be bought now. */
  available: boolean;
};

/** Amounts in minor units of `currency`. Lines that left the catalogue count neither in subtotal nor in count. */
export type CartView = {
  id: string | null;
  lines: CartLine[];
  subtotalMinor: number;
  currency: string;
  count: number;
};
