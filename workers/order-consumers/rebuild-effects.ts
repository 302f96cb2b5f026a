import { rebuildEntry } from '#lib/loyalty/index.ts';
import { type RecordedOrder, subscriptions } from '#lib/orders/index.ts';
import { factOf } from './analytics/fact.ts';
import { repairFact } from './analytics/facts.repository.ts';

/**
 * Makes the loyalty points and the analytics facts of one order what its events say, as far as their consumers have
 * come. Answers what was different, one line each.
 */
export async function rebuildEffects({ orderId, events, state, isDone }: RecordedOrder): Promise<string[]> {
  const different: string[] = [];
  const earned = events.find(({ known }) => known?.type === 'LoyaltyPointsEarned');
  for (const event of events) {
    const { known, eventId } = event;
    if (known && subscriptions.analytics.includes(known.type) && isDone('analytics', eventId)) {
      if (await repairFact(factOf(event, state))) different.push(`${orderId}: fact of ${known.type}`);
    }
    if (known?.type === 'StockCommitted' && isDone('loyalty', eventId)) {
      const points = earned?.known?.type === 'LoyaltyPointsEarned' ? earned.known.data.points : null;
      const entry =
        points === null || !earned
          ? null
          : { email: state.email, orderId, points, recordedAt: earned.recordedAt };
      if (await rebuildEntry(eventId, entry)) different.push(`${orderId}: loyalty points`);
    }
  }
  return different;
}
