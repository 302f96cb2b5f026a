import { IllegalOrderEvent } from './errors.ts';
import type { OrderEvent, OrderEventData } from './events.ts';
import { mailKey } from './mails.ts';
import type { OrderState } from './types.ts';

function place(id: string, data: OrderEventData<'OrderPlaced'>): OrderState {
  return {
    shape: 2,
    id,
    version: 1,
    status: 'placed',
    checkoutId: data.checkoutId,
    email: data.email,
    name: data.name,
    shippingAddress: data.shippingAddress,
    shippingMethod: data.shippingMethod,
    lines: data.lines,
    subtotalMinor: data.subtotalMinor,
    shippingMinor: data.shippingMinor,
    taxMinor: data.taxMinor,
    totalMinor: data.totalMinor,
    currency: data.currency,
    ...(data.market === undefined ? {} : { market: data.market }),
    ...(data.taxDisplay === undefined ? {} : { taxDisplay: data.taxDisplay }),
    ...(data.taxes === undefined ? {} : { taxes: data.taxes }),
    ...(data.traffic === undefined ? {} : { traffic: data.traffic }),
    payment: null,
    authorizedMinor: 0,
    capturedMinor: 0,
    voided: false,
    refunds: [],
    stock: 'pending',
    erpReference: null,
    mails: [],
    loyaltyPoints: null,
    tracking: null,
    carrier: '',
    cancelReason: null,
    notes: 0,
  };
}

function change(state: OrderState, event: OrderEvent): Partial<OrderState> {
  switch (event.type) {
    case 'OrderPlaced':
      throw new IllegalOrderEvent('An order is placed once');
    case 'PaymentAuthorized':
      return {
        payment: { gateway: event.data.gateway, reference: event.data.reference },
        authorizedMinor: event.data.amountMinor,
      };
    case 'PaymentCaptured':
      return {
        status: 'paid',
        payment: { gateway: event.data.gateway, reference: event.data.reference },
        capturedMinor: event.data.amountMinor,
      };
    case 'PaymentFailed':
      return { capturedMinor: 0 };
    case 'PaymentVoided':
      return { voided: true, authorizedMinor: 0 };
    case 'StockCommitted':
      return { stock: 'committed' };
    case 'StockConflictDetected':
      return { stock: 'conflict' };
    case 'StockReturned':
      return { stock: 'returned' };
    case 'OrderCancelled':
      return { status: 'cancelled', cancelReason: event.data.reason };
    case 'RefundRequested': {
      const { refundId, amountMinor, reason, lines } = event.data;
      const units = lines ? { lines: lines.map(({ sku, quantity }) => ({ sku, quantity })) } : {};
      return {
        refunds: [...state.refunds, { id: refundId, amountMinor, reason, completed: false, ...units }],
      };
    }
    case 'RefundCompleted':
      return {
        refunds: state.refunds.map((refund) =>
          refund.id === event.data.refundId ? { ...refund, completed: true } : refund,
        ),
      };
    case 'RefundFailed':
      return {
        refunds: state.refunds.map((refund) =>
          refund.id === event.data.refundId ? { ...refund, failed: true } : refund,
        ),
      };
    case 'OrderExported':
      return { erpReference: event.data.erpReference };
    case 'ConfirmationSent':
      return { mails: [...state.mails, mailKey(event.data)] };
    case 'LoyaltyPointsEarned':
      return { loyaltyPoints: event.data.points };
    case 'FulfilmentStarted':
      return { status: 'fulfilling' };
    case 'OrderShipped':
      return { status: 'shipped', tracking: event.data.tracking_number, carrier: event.data.carrier };
    case 'OrderDelivered':
      return { status: 'delivered' };
    case 'ReturnRequested':
      return { status: 'returning' };
    case 'ReturnReceived':
      return { status: 'returned' };
    case 'NoteAdded':
      return { notes: state.notes + 1 };
    default:
      return event satisfies never;
  }
}

/**
 * The state after one more event. An event unknown to this release (undefined) only counts as a version.
 * @throws IllegalOrderEvent when an order does not begin with OrderPlaced, or is placed twice.
 */
export function evolve(id: string, state: OrderState | undefined, event: OrderEvent | undefined): OrderState {
  if (!state) {
    if (event?.type !== 'OrderPlaced') throw new IllegalOrderEvent(`Order ${id} begins with ${event?.type}`);
    return place(id, event.data);
  }
  return { ...state, ...(event ? change(state, event) : {}), version: state.version + 1 };
}

/** The fold of an order's events; undefined when there are none. */
export function fold(id: string, events: readonly (OrderEvent | undefined)[]): OrderState | undefined {
  return events.reduce<OrderState | undefined>((state, event) => evolve(id, state, event), undefined);
}
