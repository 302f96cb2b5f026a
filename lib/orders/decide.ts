import { err, formatMoney, ok, type Result } from '#lib/platform/index.ts';
import type { OrderRefusal } from './errors.ts';
import type { OrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { canFollow, isPaid, legalMoves } from './legal-moves.ts';
import { wasMailed } from './mails.ts';
import { refundOfLines, requestedRefunds, unitsLeftToRefund } from './refunds.ts';
import type { OrderState, OrderUnits } from './types.ts';

/** What staff or a consumer wants; every id and clock value in it comes from outside. */
export type OrderCommand =
  | { do: 'commit_stock' }
  | { do: 'report_stock_conflict'; skus: string[]; refundId: string }
  | { do: 'return_stock'; lines: OrderUnits[] }
  | { do: 'cancel'; reason: string; restock: boolean; refundId: string }
  | { do: 'request_refund'; refundId: string; amountMinor: number; reason: string }
  | { do: 'refund_lines'; refundId: string; lines: OrderUnits[]; reason: string }
  | { do: 'complete_refund'; refundId: string; gateway: string; reference: string }
  | { do: 'fail_refund'; refundId: string; reason: string; reference?: string | undefined }
  | { do: 'fail_payment'; gateway: string; code: string }
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
      return state.refunds.some(
        ({ id, completed, failed }) => id === command.refundId && (completed || failed),
      );
    case 'fail_refund':
      return state.refunds.some(({ id, failed }) => id === command.refundId && failed);
    case 'fail_payment':
      return state.status !== 'placed' && state.capturedMinor === 0;
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
      const amountMinor = lines.reduce((total, line) => total + line.amountMinor, 0);
      const data = { refundId, amountMinor, currency: state.currency, reason, lines };
      return [{ type: 'RefundRequested', data }];
    }
    case 'complete_refund': {
      const { refundId, gateway, reference } = command;
      const amountMinor = state.refunds.find((refund) => refund.id === refundId)?.amountMinor ?? 0;
      const data = { refundId, amountMinor, currency: state.currency, gateway, reference };
      return [{ type: 'RefundCompleted', data }];
    }
    case 'fail_refund': {
      const { refundId, reason, reference } = command;
      const amountMinor = state.refunds.find((refund) => refund.id === refundId)?.amountMinor ?? 0;
      const known = reference === undefined ? {} : { reference };
      const data = { refundId, amountMinor, currency: state.currency, reason, ...known };
      return [{ type: 'RefundFailed', data }];
    }
    case 'fail_payment':
      return [{ type: 'PaymentFailed', data: { gateway: command.gateway, code: command.code } }];
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
  fail_refund: 'without a refund',
  fail_payment: 'without a payment',
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
    case 'OrderShipped': {
      const why = isPaid(state) ? stockReasons[state.stock] : 'its payment failed after it was placed';
      return { kind: 'not_allowed', message: `It cannot be ${participles[command.do]}: ${why}` };
    }
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
