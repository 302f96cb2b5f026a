import { fold } from './evolve.ts';
import { isOrderId } from './load-order.ts';
import { eventsOf } from './orders.repository.ts';
import type { OrderView } from './types.ts';
import { toView } from './views.ts';

/** What the order was at an instant: the fold of the events recorded until then; null before it was placed. */
export async function stateAt(orderId: string, instant: Date): Promise<OrderView | null> {
  if (!isOrderId(orderId) || Number.isNaN(instant.getTime())) return null;
  const events = await eventsOf(orderId, undefined, instant);
  const first = events[0];
  const state = fold(
    orderId,
    events.map((event) => event.known),
  );
  if (!state || !first) return null;
  return toView(state, first.metadata.identity?.number ?? 0, first.recordedAt);
}
