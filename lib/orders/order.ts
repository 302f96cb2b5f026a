import { err, ok, type Result } from '#lib/platform/index.ts';
import { IllegalOrderEvent, type OrderRefusal } from './errors.ts';
import type { OrderEvent, OrderEventData, OrderEventType } from './events.ts';
import type { OrderState, OrderStatus } from './types.ts';

// Facts reported by consumers and notes may arrive in any state; the rest moves the order along.
const always: OrderEventType[] = ['NoteAdded', 'RefundCompleted', 'OrderExported', 'ConfirmationSent'];

/** The table of legal moves: which events may follow in which status. Amounts are checked by `canFollow`. */
export const legalMoves: Record<OrderStatus, readonly OrderEventType[]> = {
  placed: [
    ...always,
    'PaymentAuthorized',
    'PaymentCaptured',
    'PaymentFailed',
    'PaymentVoided',
    'OrderCancelled',
  ],
  paid: [
    ...always,
    'StockCommitted',
    'StockConflictDetected',
    'RefundRequested',
    'OrderCancelled',
    'LoyaltyPointsEarned',
    'FulfilmentStarted',
  ],
  fulfilling: [...always, 'OrderShipped', 'OrderCancelled', 'RefundRequested', 'LoyaltyPointsEarned'],
  shipped: [...always, 'OrderDelivered', 'ReturnRequested', 'RefundRequested', 'LoyaltyPointsEarned'],
  delivered: [...always, 'ReturnRequested', 'RefundRequested', 'LoyaltyPointsEarned'],
  returning: [...always, 'ReturnReceived', 'RefundRequested', 'LoyaltyPointsEarned'],
  returned: [...always, 'RefundRequested', 'LoyaltyPointsEarned'],
  cancelled: [...always, 'PaymentVoided', 'RefundRequested'],
};

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Minor units refunded or promised back. */
export function requestedRefunds(state: OrderState): number {
  return sum(state.refunds.map((refund) => refund.amountMinor));
}

/** Minor units the gateway has confirmed as refunded. */
export function completedRefunds(state: OrderState): number {
  return sum(state.refunds.filter((refund) => refund.completed).map((refund) => refund.amountMinor));
}

/** Whether an event may be appended to an order in this state: the status and the arithmetic allow it. */
export function canFollow(state: OrderState | undefined, event: OrderEvent): boolean {
  if (!state) return event.type === 'OrderPlaced';
  if (!legalMoves[state.status].includes(event.type)) return false;
  switch (event.type) {
    case 'PaymentCaptured':
      return event.data.currency === state.currency && event.data.amountMinor === state.totalMinor;
    case 'RefundRequested':
      return (
        event.data.amountMinor > 0 &&
        requestedRefunds(state) + event.data.amountMinor <= state.capturedMinor &&
        !state.refunds.some((refund) => refund.id === event.data.refundId)
      );
    case 'RefundCompleted':
      return state.refunds.some(
        (refund) =>
          refund.id === event.data.refundId &&
          !refund.completed &&
          refund.amountMinor === event.data.amountMinor,
      );
    case 'StockCommitted':
    case 'StockConflictDetected':
      return state.stock === 'pending';
    case 'FulfilmentStarted':
      return state.stock === 'committed';
    case 'OrderExported':
      return state.erpReference === null;
    case 'LoyaltyPointsEarned':
      return state.loyaltyPoints === null;
    case 'ConfirmationSent':
      return !state.mails.includes(event.data.template);
    case 'PaymentVoided':
      return !state.voided && state.capturedMinor === 0;
    default:
      return true;
  }
}

function place(id: string, data: OrderEventData<'OrderPlaced'>): OrderState {
  return {
    shape: 1,
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
      return {};
    case 'PaymentVoided':
      return { voided: true, authorizedMinor: 0 };
    case 'StockCommitted':
      return { stock: 'committed' };
    case 'StockConflictDetected':
      return { stock: 'conflict' };
    case 'OrderCancelled':
      return { status: 'cancelled', cancelReason: event.data.reason };
    case 'RefundRequested': {
      const { refundId, amountMinor, reason } = event.data;
      return { refunds: [...state.refunds, { id: refundId, amountMinor, reason, completed: false }] };
    }
    case 'RefundCompleted':
      return {
        refunds: state.refunds.map((refund) =>
          refund.id === event.data.refundId ? { ...refund, completed: true } : refund,
        ),
      };
    case 'OrderExported':
      return { erpReference: event.data.erpReference };
    case 'ConfirmationSent':
      return { mails: [...state.mails, event.data.template] };
    case 'LoyaltyPointsEarned':
      return { loyaltyPoints: event.data.points };
    case 'FulfilmentStarted':
      return { status: 'fulfilling' };
    case 'OrderShipped':
      return { status: 'shipped', tracking: event.data.tracking_number };
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

/** What staff or a consumer wants; every id and clock value in it comes from outside. */
export type OrderCommand =
  | { do: 'commit_stock' }
  | { do: 'report_stock_conflict'; skus: string[]; refundId: string }
  | { do: 'cancel'; reason: string; refundId: string }
  | { do: 'request_refund'; refundId: string; amountMinor: number; reason: string }
  | { do: 'complete_refund'; refundId: string; gateway: string; reference: string }
  | { do: 'record_export'; erpReference: string }
  | { do: 'record_mail'; template: string; messageId: string }
  | { do: 'earn_points'; points: number }
  | { do: 'start_fulfilment' }
  | { do: 'ship'; trackingNumber: string; carrier?: string }
  | { do: 'deliver' }
  | { do: 'request_return'; reason: string }
  | { do: 'receive_return' }
  | { do: 'add_note'; text: string };

/** Facts that are already recorded: reporting them again changes nothing, so consumers may repeat themselves. */
function alreadyRecorded(state: OrderState, command: OrderCommand): boolean {
  switch (command.do) {
    case 'commit_stock':
    case 'report_stock_conflict':
      return state.stock !== 'pending' || state.status === 'cancelled';
    case 'complete_refund':
      return state.refunds.some((refund) => refund.id === command.refundId && refund.completed);
    case 'request_refund':
      return state.refunds.some((refund) => refund.id === command.refundId);
    case 'record_export':
      return state.erpReference !== null;
    case 'record_mail':
      return state.mails.includes(command.template);
    case 'earn_points':
      return state.loyaltyPoints !== null || state.status === 'cancelled';
    default:
      return false;
  }
}

function refundOfRest(state: OrderState, refundId: string, reason: string): OrderEvent[] {
  const amountMinor = state.capturedMinor - requestedRefunds(state);
  if (amountMinor <= 0) return [];
  return [{ type: 'RefundRequested', data: { refundId, amountMinor, currency: state.currency, reason } }];
}

function consequences(state: OrderState, command: OrderCommand): OrderEvent[] {
  switch (command.do) {
    case 'commit_stock':
      return [
        {
          type: 'StockCommitted',
          data: { lines: state.lines.map(({ sku, quantity }) => ({ sku, quantity })) },
        },
      ];
    case 'report_stock_conflict':
      return [
        { type: 'StockConflictDetected', data: { skus: command.skus } },
        ...refundOfRest(state, command.refundId, 'out_of_stock'),
        { type: 'OrderCancelled', data: { reason: 'out_of_stock' } },
      ];
    case 'cancel':
      return [
        ...refundOfRest(state, command.refundId, command.reason),
        { type: 'OrderCancelled', data: { reason: command.reason } },
      ];
    case 'request_refund': {
      const { refundId, amountMinor, reason } = command;
      return [{ type: 'RefundRequested', data: { refundId, amountMinor, currency: state.currency, reason } }];
    }
    case 'complete_refund': {
      const { refundId, gateway, reference } = command;
      const amountMinor = state.refunds.find((refund) => refund.id === refundId)?.amountMinor ?? 0;
      const data = { refundId, amountMinor, currency: state.currency, gateway, reference };
      return [{ type: 'RefundCompleted', data }];
    }
    case 'record_export':
      return [{ type: 'OrderExported', data: { erpReference: command.erpReference } }];
    case 'record_mail':
      return [
        { type: 'ConfirmationSent', data: { template: command.template, messageId: command.messageId } },
      ];
    case 'earn_points':
      return [{ type: 'LoyaltyPointsEarned', data: { points: command.points } }];
    case 'start_fulfilment':
      return [{ type: 'FulfilmentStarted', data: {} }];
    case 'ship':
      return [
        {
          type: 'OrderShipped',
          data: { tracking_number: command.trackingNumber, carrier: command.carrier ?? '' },
        },
      ];
    case 'deliver':
      return [{ type: 'OrderDelivered', data: {} }];
    case 'request_return':
      return [{ type: 'ReturnRequested', data: { reason: command.reason } }];
    case 'receive_return':
      return [{ type: 'ReturnReceived', data: {} }];
    case 'add_note':
      return [{ type: 'NoteAdded', data: { text: command.text } }];
    default:
      return command satisfies never;
  }
}

/**
 * What a command leads to: events to append, none if the fact is already recorded, or the reason why it is
 * refused. Pure: the same state and command always give the same answer.
 */
export function decide(state: OrderState, command: OrderCommand): Result<OrderEvent[], OrderRefusal> {
  if (alreadyRecorded(state, command)) return ok([]);
  const events = consequences(state, command);
  let next = state;
  for (const event of events) {
    if (!canFollow(next, event)) {
      const tooHigh = event.type === 'RefundRequested' && legalMoves[next.status].includes(event.type);
      return err(
        tooHigh
          ? {
              kind: 'amount_too_high',
              message: `At most ${next.capturedMinor - requestedRefunds(next)} minor units can be refunded`,
            }
          : {
              kind: 'not_allowed',
              message: `"${command.do}" is not possible: the order is ${next.status}, its stock ${next.stock}`,
            },
      );
    }
    next = evolve(next.id, next, event);
  }
  return ok(events);
}
