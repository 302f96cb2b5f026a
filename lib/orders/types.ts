import type { z } from 'zod';
import type { addressSchema, orderLineSchema, shippingMethodSchema } from './events.ts';
import type { StaffAction } from './schemas.ts';

export type OrderAddress = z.infer<typeof addressSchema>;
export type OrderLine = z.infer<typeof orderLineSchema>;
/** The tax of all that is taxed at one rate (thousandths of a percent), in minor units. */
export type OrderTax = { name: string; rate: number; netMinor: number; taxMinor: number };
export type OrderShippingMethod = z.infer<typeof shippingMethodSchema>;

export const orderStatuses = [
  'placed',
  'paid',
  'fulfilling',
  'shipped',
  'delivered',
  'returning',
  'returned',
  'cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export type OrderUnits = { sku: string; quantity: number };

export type OrderRefund = {
  id: string;
  amountMinor: number;
  reason: string;
  /** The gateway confirmed it, though it may have failed later. */
  completed: boolean;
  /** It brought no money back: only a new refund does. */
  failed?: true;
  /** Absent when staff named an amount. */
  lines?: OrderUnits[];
};

/** What the fold of an order's events says. Plain JSON: it is stored as the read model's state. */
export type OrderState = {
  /** Raised when the shape changes; older stored states are folded again from the events. */
  shape: 2;
  id: string;
  version: number;
  status: OrderStatus;
  checkoutId: string;
  email: string;
  name: string;
  shippingAddress: OrderAddress;
  shippingMethod: OrderShippingMethod;
  lines: OrderLine[];
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  currency: string;
  market?: string | undefined;
  taxDisplay?: 'inclusive' | 'exclusive' | undefined;
  taxes?: OrderTax[] | undefined;
  /** Absent for a shopper's order. */
  traffic?: 'synthetic' | 'load' | undefined;
  payment: { gateway: string; reference: string } | null;
  authorizedMinor: number;
  capturedMinor: number;
  voided: boolean;
  refunds: OrderRefund[];
  stock: 'pending' | 'committed' | 'conflict' | 'returned';
  erpReference: string | null;
  /** Templates sent, with what they were about. */
  mails: string[];
  loyaltyPoints: number | null;
  tracking: string | null;
  carrier: string;
  cancelReason: string | null;
  notes: number;
};

/** An order as pages show it. Amounts are minor units of `currency`. */
export type OrderView = {
  id: string;
  number: number;
  status: OrderStatus;
  email: string;
  name: string;
  shippingAddress: OrderAddress;
  shippingMethod: OrderShippingMethod;
  lines: OrderLine[];
  subtotalMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  currency: string;
  /** The code of the market it was placed in; absent in older orders, as the next two. */
  market?: string | undefined;
  taxDisplay?: 'inclusive' | 'exclusive' | undefined;
  taxes?: OrderTax[] | undefined;
  /** Whose it is, if not a shopper's. */
  traffic?: 'synthetic' | 'load' | undefined;
  placedAt: Date;
  capturedMinor: number;
  refundedMinor: number;
  /** Money that the customer was promised is still owed: a refund failed, and no other was asked for since. */
  refundFailed?: boolean;
  tracking: string | null;
  carrier: string;
  cancelReason: string | null;
};

/** An order with what consumers and staff's commands need beside the view. */
export type LoadedOrder = {
  number: number;
  accessToken: string;
  placedAt: Date;
  updatedAt: Date;
  state: OrderState;
  view: OrderView;
};

export type OrderListItem = Pick<
  OrderView,
  'id' | 'number' | 'status' | 'email' | 'name' | 'totalMinor' | 'currency' | 'placedAt'
>;
/** An amount in minor units of its currency. */
export type MoneySum = { currency: string; totalMinor: number };
export type DayFigures = { orders: number; revenue: MoneySum[]; refunds: MoneySum[] };

export type OrderList = {
  orders: OrderListItem[];
  page: number;
  pages: number;
  total: number;
  /** There are more than `total`. */
  more: boolean;
  /** The text was too short for all it fits to be looked through: others may fit too. */
  partial: boolean;
};

export type TimelineEvent = {
  version: number;
  eventId: string;
  type: string;
  data: unknown;
  actor: string;
  recordedAt: Date;
  title: string;
  /** The trace it was recorded under, if that was kept. */
  traceId: string | null;
};

/** queued: not tried yet · processing · retrying: failed, comes again by itself · done · failed: waits for staff · dismissed by staff */
export type EffectStatus = 'queued' | 'processing' | 'retrying' | 'done' | 'failed' | 'dismissed';
export type TimelineEffect = {
  consumer: string;
  eventId: string;
  eventVersion: number;
  status: EffectStatus;
  attempts: number;
  lastError: string | null;
  updatedAt: Date;
};

export type OrderTimeline = {
  order: OrderView;
  checkoutId: string;
  events: TimelineEvent[];
  effects: TimelineEffect[];
  actions: OrderActions;
};

/** What staff may do with an order now. Amounts are minor units of the order's currency. */
export type OrderActions = {
  /** The version this was read at: a command says what it has seen. */
  version: number;
  offered: StaffAction[];
  refundableMinor: number;
  /** Units of each line that were not refunded yet. */
  refundable: { sku: string; title: string; quantity: number; unitMinor: number }[];
};

/** An effect that failed for good, and waits for staff. */
export type DeadLetter = {
  consumer: string;
  eventId: string;
  orderId: string;
  orderNumber: number | null;
  eventType: string;
  attempts: number;
  reason: string;
  failedAt: Date;
};
export type DeadLetters = { letters: DeadLetter[]; page: number; pages: number; total: number };
