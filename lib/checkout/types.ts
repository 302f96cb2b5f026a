import type { CartLine, CartView } from '#lib/cart/index.ts';
import type { MarketCode } from '#lib/markets/index.ts';
import type { TrafficKind } from '#lib/platform/index.ts';
import type { LineDiscount, TaxLine } from '#lib/pricing/index.ts';
import type { ShippingMethod } from '#lib/rates/index.ts';
import type { PlaceOrderBody } from './schemas.ts';

export type CheckoutLine = {
  sku: string;
  title: string;
  variantTitle: string;
  quantity: number;
  unitMinor: number;
  /** Without price rules; absent in checkouts stored before there were any. */
  listMinor?: number;
  discountMinor?: number;
  /** What reduced the line: `listMinor` × quantity less all of these is `totalMinor`. */
  discounts?: LineDiscount[];
  totalMinor: number;
  /** The tax added for it; absent where prices contain it, and in older checkouts. */
  taxMinor?: number;
};

/** What a cart costs, delivered; amounts in minor units of `currency`. */
export type Quote = {
  /** Absent in checkouts stored before there were several. */
  market?: MarketCode;
  /** Whether `taxMinor` is contained in the prices, or was added to them; contained in older checkouts. */
  taxDisplay?: 'inclusive' | 'exclusive';
  /** False while the place is not known well enough: the tax is still to come. */
  taxKnown?: boolean;
  taxes?: TaxLine[];
  lines: CheckoutLine[];
  /** By SKU, of articles that have one; no part of what is stored. Absent in answers of the release before. */
  pictures?: Record<string, NonNullable<CartLine['image']>>;
  methods: ShippingMethod[];
  shippingMethodId: string;
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  coupon?: CartView['coupon'];
  /** Why the coupon in the cart takes nothing off now. */
  couponProblem?: CartView['couponProblem'];
  currency: string;
  /** Names what was in the cart; no part of what is stored. */
  content?: string | null;
};

/** `traffic`: whose request it is; a shopper's when left out. */
export type PlaceOrderInput = PlaceOrderBody & { cartId: string | null; traffic?: TrafficKind };

/** Where a checkout stands, as its customer may know it. */
export type CheckoutAnswer =
  | { status: 'placed'; orderNumber: number; accessToken: string }
  | { status: 'requires_action'; actionUrl: string }
  | { status: 'processing' }
  | { status: 'failed'; code: string; message: string };

/** The same for whoever asks by the checkout's id: without its cart one hears that the order is placed, not which it is. */
export type CheckoutNews = CheckoutAnswer | { status: 'placed'; accessToken?: never };

/** What the checkout's row remembers, to write the order without the customer. */
export type CheckoutDetails = {
  email: string;
  shippingAddress: PlaceOrderBody['shippingAddress'];
  shippingMethod: ShippingMethod;
  quote: Omit<Quote, 'methods' | 'pictures' | 'content'>;
  actionUrl: string | null;
  /** The `traceparent` of the request that asked for it; absent when that was not traced. */
  trace?: string;
};
