import { rebuildEntries } from '#lib/loyalty/index.ts';
import { type RecordedOrder, subscriptions } from '#lib/orders/index.ts';
import { factOf } from './analytics/fact.ts';
import { repairFact } from './analytics/facts.repository.ts';
import { entriesOf } from './loyalty/points-of.ts';

/**
 * Makes the loyalty points and the analytics facts of one order what its events say, as far as their consumers have
 * come. Answers what was different, one line each.
 */
export async function rebuildEffects(history: RecordedOrder): Promise<string[]> {
  const { orderId, events, state, isDone } = history;
  const different: string[] = [];
  for (const event of events) {
    const { known, eventId } = event;
    if (known && subscriptions.analytics.includes(known.type) && isDone('analytics', eventId)) {
      if (await repairFact(factOf(event, state))) different.push(`${orderId}: fact of ${known.type}`);
    }
  }
  const eventIds = events.map(({ eventId }) => eventId);
  if (await rebuildEntries(eventIds, entriesOf(history))) different.push(`${orderId}: loyalty points`);
  return different;
}
