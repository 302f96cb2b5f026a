import type { OrderEvent, OrderEventType } from './events.ts';
import { wasMailed } from './mails.ts';
import { requestedRefunds, unitsLeftToRefund } from './refunds.ts';
import type { OrderState, OrderStatus, OrderUnits } from './types.ts';

// Facts reported by consumers and notes may arrive in any state; the rest moves the order along.
const always: OrderEventType[] = [
  'NoteAdded',
  'PaymentFailed',
  'RefundCompleted',
  'RefundFailed',
  'OrderExported',
  'ConfirmationSent',
];

/** The table of legal moves: which events may follow in which status. Amounts are checked by `canFollow`. */
export const legalMoves: Record<OrderStatus, readonly OrderEventType[]> = {
  placed: [...always, 'PaymentAuthorized', 'PaymentCaptured', 'PaymentVoided', 'OrderCancelled'],
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

/** A capture may fail after the order was written: until somebody has seen to it, nothing leaves the house. */
export const isPaid = ({ capturedMinor, totalMinor }: OrderState): boolean => capturedMinor >= totalMinor;

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
          !refund.failed &&
          refund.amountMinor === event.data.amountMinor,
      );
    case 'RefundFailed':
      return state.refunds.some(
        (refund) =>
          refund.id === event.data.refundId &&
          !refund.failed &&
          refund.amountMinor === event.data.amountMinor,
      );
    case 'StockCommitted':
    case 'StockConflictDetected':
      return state.stock === 'pending';
    case 'FulfilmentStarted':
      return state.stock === 'committed' && isPaid(state);
    case 'OrderShipped':
      return isPaid(state);
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
