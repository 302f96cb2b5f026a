import { err, formatMoney, ok, type Result } from '#lib/platform/index.ts';
import { IllegalOrderEvent, type OrderRefusal } from './errors.ts';
import type { OrderEvent, OrderEventData, OrderEventType } from './events.ts';
import { refundOfLines, unitsLeftToRefund } from './refunds.ts';
import type { OrderState, OrderStatus, OrderUnits } from './types.ts';

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
  returned: [...always, 'StockReturned', 'RefundRequested', 'LoyaltyPointsEarned'],
  cancelled: [...always, 'StockReturned', 'PaymentVoided', 'RefundRequested'],
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

/** An order may get a mail of one template once, or once for each thing it is about. */
const mailKey = ({ template, about }: { template: string; about?: string | undefined }): string =>
  about === undefined ? template : `${template}:${about}`;

/** Whether a mail is recorded as sent. */
export function wasMailed(
  state: OrderState,
  mail: { template: string; about?: string | undefined },
): boolean {
  return state.mails.includes(mailKey(mail));
}

/** Whether these units are a part of what was ordered, no SKU twice. */
function areOfOrder(state: OrderState, units: readonly OrderUnits[]): boolean {
  const ordered = new Map(state.lines.map(({ sku, quantity }) => [sku, quantity]));
  const distinct = new Set(units.map(({ sku }) => sku)).size === units.length;
  return distinct && units.every(({ sku, quantity }) => quantity <= (ordered.get(sku) ?? 0));
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
        !state.refunds.some((refund) => refund.id === event.data.refundId) &&
        (event.data.lines ?? []).every(({ sku, quantity }) => quantity <= unitsLeftToRefund(state, sku))
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
    case 'StockReturned':
      return state.stock === 'committed' && areOfOrder(state, event.data.lines);
    case 'ReturnReceived':
      return areOfOrder(state, event.data.restock);
    case 'OrderExported':
      return state.erpReference === null;
    case 'LoyaltyPointsEarned':
      return state.loyaltyPoints === null;
    case 'ConfirmationSent':
      return !wasMailed(state, event.data);
    case 'PaymentVoided':
      return !state.voided && state.capturedMinor === 0;
    default:
      return true;
  }
}

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
      return {};
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

/** What staff or a consumer wants; every id and clock value in it comes from outside. */
export type OrderCommand =
  | { do: 'commit_stock' }
  | { do: 'report_stock_conflict'; skus: string[]; refundId: string }
  | { do: 'return_stock'; lines: OrderUnits[] }
  | { do: 'cancel'; reason: string; restock: boolean; refundId: string }
  | { do: 'request_refund'; refundId: string; amountMinor: number; reason: string }
  | { do: 'refund_lines'; refundId: string; lines: OrderUnits[]; reason: string }
  | { do: 'complete_refund'; refundId: string; gateway: string; reference: string }
  | { do: 'record_export'; erpReference: string }
  | { do: 'record_mail'; template: string; messageId: string; about?: string | undefined }
  | { do: 'earn_points'; points: number }
  | { do: 'start_fulfilment' }
  | { do: 'ship'; trackingNumber: string; carrier?: string }
  | { do: 'deliver' }
  | { do: 'request_return'; reason: string }
  | { do: 'receive_return'; restock: OrderUnits[] }
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
    case 'refund_lines':
      return state.refunds.some((refund) => refund.id === command.refundId);
    case 'return_stock':
      return state.stock !== 'committed' || command.lines.length === 0;
    case 'record_export':
      return state.erpReference !== null;
    case 'record_mail':
      return wasMailed(state, command);
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
        { type: 'OrderCancelled', data: { reason: 'out_of_stock', restock: false } },
      ];
    case 'cancel':
      return [
        ...refundOfRest(state, command.refundId, command.reason),
        { type: 'OrderCancelled', data: { reason: command.reason, restock: command.restock } },
      ];
    case 'return_stock':
      return [{ type: 'StockReturned', data: { lines: command.lines } }];
    case 'request_refund': {
      const { refundId, amountMinor, reason } = command;
      return [{ type: 'RefundRequested', data: { refundId, amountMinor, currency: state.currency, reason } }];
    }
    case 'refund_lines': {
      const { refundId, reason } = command;
      const lines = refundOfLines(state, command.lines);
      const amountMinor = sum(lines.map((line) => line.amountMinor));
      const data = { refundId, amountMinor, currency: state.currency, reason, lines };
      return [{ type: 'RefundRequested', data }];
    }
    case 'complete_refund': {
      const { refundId, gateway, reference } = command;
      const amountMinor = state.refunds.find((refund) => refund.id === refundId)?.amountMinor ?? 0;
      const data = { refundId, amountMinor, currency: state.currency, gateway, reference };
      return [{ type: 'RefundCompleted', data }];
    }
    case 'record_export':
      return [{ type: 'OrderExported', data: { erpReference: command.erpReference } }];
    case 'record_mail': {
      const { template, messageId, about } = command;
      const data = { template, messageId, ...(about === undefined ? {} : { about }) };
      return [{ type: 'ConfirmationSent', data }];
    }
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
      return [{ type: 'ReturnReceived', data: { restock: command.restock } }];
    case 'add_note':
      return [{ type: 'NoteAdded', data: { text: command.text } }];
    default:
      return command satisfies never;
  }
}

const participles: Record<OrderCommand['do'], string> = {
  commit_stock: 'given its units',
  report_stock_conflict: 'without units',
  return_stock: 'put back in stock',
  cancel: 'cancelled',
  request_refund: 'refunded',
  refund_lines: 'refunded',
  complete_refund: 'refunded',
  record_export: 'exported',
  record_mail: 'written about',
  earn_points: 'given points',
  start_fulfilment: 'packed',
  ship: 'shipped',
  deliver: 'delivered',
  request_return: 'returned',
  receive_return: 'taken back',
  add_note: 'given a note',
};

const stockReasons: Record<OrderState['stock'], string> = {
  pending: 'its units are not taken from stock yet; try again in a moment',
  committed: 'its units are taken',
  conflict: 'its units were sold to someone else',
  returned: 'its units went back in stock',
};

/** Why this event may not follow, in a sentence for the person who asked. */
function refusalOf(state: OrderState, command: OrderCommand, event: OrderEvent): OrderRefusal {
  if (!legalMoves[state.status].includes(event.type)) {
    const message = `An order that is ${state.status} cannot be ${participles[command.do]}`;
    return { kind: 'not_allowed', message };
  }
  switch (event.type) {
    case 'RefundRequested': {
      const over = (event.data.lines ?? []).find(
        ({ sku, quantity }) => quantity > unitsLeftToRefund(state, sku),
      );
      const left = over ? unitsLeftToRefund(state, over.sku) : 0;
      if (over) return { kind: 'not_allowed', message: `Of ${over.sku} only ${left} can still be refunded` };
      const most = formatMoney(state.capturedMinor - requestedRefunds(state), state.currency);
      return { kind: 'amount_too_high', message: `More than nothing and at most ${most} can be refunded` };
    }
    case 'FulfilmentStarted':
      return { kind: 'not_allowed', message: `It cannot be packed: ${stockReasons[state.stock]}` };
    case 'StockReturned':
    case 'ReturnReceived':
      return { kind: 'not_allowed', message: 'More units than were ordered cannot go back in stock' };
    default:
      return { kind: 'not_allowed', message: `This order cannot be ${participles[command.do]} now` };
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
    if (!canFollow(next, event)) return err(refusalOf(next, command, event));
    next = evolve(next.id, next, event);
  }
  return ok(events);
}
