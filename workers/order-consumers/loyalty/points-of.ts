import { pointsKept } from '#lib/loyalty/index.ts';
import {
  completedRefunds,
  evolve,
  type OrderState,
  type RecordedOrder,
  subscriptions,
} from '#lib/orders/index.ts';

/** The points an order in this state is worth to its customer: what it earned, less what went back; none once cancelled. */
export function pointsOf(state: OrderState): number {
  if (state.loyaltyPoints === null || state.status === 'cancelled') return 0;
  return pointsKept(state.loyaltyPoints, state.capturedMinor, completedRefunds(state));
}

/**
 * The entries of an order as its events would have been booked one after the other, as far as the consumer has come. Points
 * earned are those of the StockCommitted that they followed from.
 */
export function entriesOf({ orderId, events, isDone }: Omit<RecordedOrder, 'state'>) {
  const entries: { eventId: string; email: string; orderId: string; points: number; recordedAt: Date }[] = [];
  let committedId = '';
  let booked = 0;
  let state: OrderState | undefined;
  for (const { eventId: ownId, known, recordedAt } of events) {
    state = evolve(orderId, state, known);
    if (known?.type === 'StockCommitted') committedId = ownId;
    const earned = known?.type === 'LoyaltyPointsEarned';
    const asks = known !== undefined && known.type !== 'StockCommitted';
    if (!earned && !(asks && subscriptions.loyalty.includes(known.type))) continue;
    const eventId = earned ? committedId : ownId;
    if (!isDone('loyalty', eventId)) continue;
    const points = pointsOf(state) - booked;
    if (points === 0) continue;
    booked += points;
    entries.push({ eventId, email: state.email, orderId, points, recordedAt });
  }
  return entries;
}
