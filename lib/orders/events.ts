import { z } from 'zod';

const minor = z.number().int().nonnegative();
const text = z.string();
const currency = z.string().length(3);
const units = z.object({ sku: text, quantity: z.number().int().positive() });
const payment = { gateway: text, reference: text, amountMinor: minor, currency };

export const addressSchema = z.object({
  name: text,
  line1: text,
  line2: text.default(''),
  city: text,
  region: text.optional(),
  postcode: text,
  country: text,
  phone: text.default(''),
});

export const orderLineSchema = z.object({
  sku: text,
  title: text,
  variantTitle: text.default(''),
  quantity: z.number().int().positive(),
  unitMinor: minor,
  totalMinor: minor,
  /** The tax that was added for the line; absent where prices contain it, and in older events. */
  taxMinor: minor.optional(),
  /** Price rules and coupon: `listMinor` × quantity less all discounts is `totalMinor`. Absent in older events. */
  listMinor: minor.optional(),
  discounts: z
    .array(z.object({ ruleId: text, name: text, code: text.optional(), amountMinor: minor }))
    .optional(),
});

export const shippingMethodSchema = z.object({ id: text, title: text, promise: text.default('') });

/** Every event an order can have, with the shape of its data today. Amounts are minor units. */
export const eventSchemas = {
  OrderPlaced: z.object({
    checkoutId: text,
    email: text,
    name: text,
    shippingAddress: addressSchema,
    shippingMethod: shippingMethodSchema,
    lines: z.array(orderLineSchema).min(1),
    subtotalMinor: minor,
    shippingMinor: minor,
    taxMinor: minor,
    totalMinor: minor,
    currency,
    coupon: z.object({ code: text, name: text }).optional(),
    /** Absent in older events: the default market, its prices with tax. */
    market: text.optional(),
    taxDisplay: z.enum(['inclusive', 'exclusive']).optional(),
    /** The tax by rate, in thousandths of a percent. */
    taxes: z.array(z.object({ name: text, rate: minor, netMinor: minor, taxMinor: minor })).optional(),
    /** Absent for a shopper's order; those of our own monitor and load tests are no business. */
    traffic: z.enum(['synthetic', 'load']).optional(),
  }),
  PaymentAuthorized: z.object(payment),
  PaymentCaptured: z.object(payment),
  PaymentFailed: z.object({ gateway: text, code: text }),
  PaymentVoided: z.object(payment),
  StockCommitted: z.object({ lines: z.array(units) }),
  StockConflictDetected: z.object({ skus: z.array(text) }),
  /** `restock`: units that were taken go back on sale. */
  OrderCancelled: z.object({ reason: text, restock: z.boolean() }),
  StockReturned: z.object({ lines: z.array(units).min(1) }),
  /** `lines`: what the amount is for; absent when staff named an amount. */
  RefundRequested: z.object({
    refundId: text,
    amountMinor: minor,
    currency,
    reason: text,
    lines: z.array(units.extend({ amountMinor: minor })).optional(),
  }),
  RefundCompleted: z.object({
    refundId: text,
    amountMinor: minor,
    currency,
    gateway: text,
    reference: text,
  }),
  /** The money did not arrive, or came back: it counts as not refunded. `reference`: the gateway's, once it is known. */
  RefundFailed: z.object({
    refundId: text,
    amountMinor: minor,
    currency,
    reason: text,
    reference: text.optional(),
  }),
  OrderExported: z.object({ erpReference: text }),
  /** `about`: the refund a mail was about, since an order may have several. */
  ConfirmationSent: z.object({ template: text, messageId: text, about: text.optional() }),
  LoyaltyPointsEarned: z.object({ points: z.number().int().nonnegative() }),
  FulfilmentStarted: z.object({}),
  OrderShipped: z.object({ tracking_number: text, carrier: text.default('') }),
  OrderDelivered: z.object({}),
  ReturnRequested: z.object({ reason: text }),
  /** `restock`: the units fit to be sold again. */
  ReturnReceived: z.object({ restock: z.array(units) }),
  NoteAdded: z.object({ text }),
} as const;

export type OrderEventType = keyof typeof eventSchemas;
export type OrderEventData<T extends OrderEventType> = z.infer<(typeof eventSchemas)[T]>;

/** A fact about an order, as `decide` makes it and `evolve` reads it. */
export type OrderEvent = { [T in OrderEventType]: { type: T; data: OrderEventData<T> } }[OrderEventType];
export type OrderEventOf<T extends OrderEventType> = Extract<OrderEvent, { type: T }>;

/**
 * What an event carries beside its data. `identity` is only on the first event of an order; `commandId` on what a person
 * asked for, so that the same request again is recognised.
 */
export type EventMetadata = {
  actor: string;
  schema: number;
  commandId?: string;
  identity?: { number: number; accessToken: string };
  /** The W3C `traceparent` it was recorded under. */
  trace?: string;
  /** It happened elsewhere and was written down later: no gateway, ERP or stock of ours has seen it. */
  imported?: true;
};

/** An event as stored. `known` is undefined for a type written by a newer release. */
export type RecordedEvent = {
  orderId: string;
  version: number;
  eventId: string;
  type: string;
  data: unknown;
  metadata: EventMetadata;
  recordedAt: Date;
  known: OrderEvent | undefined;
};

type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/**
 * How old data becomes today's: `upcasters.OrderPlaced[1]` turns schema 1 into schema 2. Adding one raises
 * the schema that new events of this type are written with.
 */
const upcasters: Partial<Record<OrderEventType, Record<number, Upcaster>>> = {
  // Before there was a choice, no cancelled or returned unit went back on sale.
  OrderCancelled: { 1: (data) => ({ ...data, restock: false }) },
  ReturnReceived: { 1: () => ({ restock: [] }) },
};

function isOrderEventType(type: string): type is OrderEventType {
  return Object.hasOwn(eventSchemas, type);
}

/** The schema number that new events of a type carry. */
export function currentSchema(type: OrderEventType, table = upcasters): number {
  return 1 + Object.keys(table[type] ?? {}).length;
}

/**
 * Reads stored data of any age as today's event; undefined when the type is unknown here.
 * @throws ZodError when a known type holds what its schema refuses: the log is corrupt.
 */
export function readEvent(
  type: string,
  data: unknown,
  schema: number,
  table = upcasters,
): OrderEvent | undefined {
  if (!isOrderEventType(type)) return undefined;
  let current = data as Record<string, unknown>;
  for (let from = schema; from < currentSchema(type, table); from++) {
    const upcast = table[type]?.[from];
    if (upcast) current = upcast(current);
  }
  return { type, data: eventSchemas[type].parse(current) } as OrderEvent;
}
