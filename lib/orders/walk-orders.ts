import { effectsOf } from './effects.repository.ts';
import type { RecordedEvent } from './events.ts';
import { fold } from './evolve.ts';
import { eventsOf, orderIdsAfter } from './orders.repository.ts';
import { type ConsumerName, consumerNames } from './subscriptions.ts';
import type { OrderState } from './types.ts';

export type RecordedOrder = {
  orderId: string;
  events: RecordedEvent[];
  state: OrderState;
  /** Whether a consumer has confirmed its effect of an event. */
  isDone: (consumer: ConsumerName, eventId: string) => boolean;
};

const batch = 200;

/** Every order after an id by its events alone, oldest first: what read models are rebuilt from. */
export async function* walkOrders(afterId = ''): AsyncGenerator<RecordedOrder> {
  for (let after = afterId; ; ) {
    const ids = await orderIdsAfter(after, batch);
    if (ids.length === 0) return;
    after = ids.at(-1) ?? after;
    for (const orderId of ids) {
      const events = await eventsOf(orderId);
      const state = fold(
        orderId,
        events.map((event) => event.known),
      );
      if (!state) continue;
      const rows = await effectsOf(
        events.map(({ eventId }) => eventId),
        consumerNames,
      );
      const done = new Set(
        rows.filter(({ status }) => status === 'done').map((row) => `${row.consumer} ${row.eventId}`),
      );
      yield { orderId, events, state, isDone: (consumer, eventId) => done.has(`${consumer} ${eventId}`) };
    }
  }
}
