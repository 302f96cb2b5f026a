import { type Consumer, inDatabase } from '../pipeline.ts';
import { insertFact } from './facts.repository.ts';

/** Writes one fact per event; amounts are minor units, negative for what goes back. */
const fact = inDatabase(async (tx, { event, order }) => {
  const { state } = order;
  const refunded = event.known?.type === 'RefundCompleted' ? -event.known.data.amountMinor : undefined;
  await insertFact(tx, {
    eventId: event.eventId,
    orderId: state.id,
    type: event.type,
    totalMinor: refunded ?? state.totalMinor,
    currency: state.currency,
    recordedAt: event.recordedAt,
  });
});

export const analytics: Consumer = {
  name: 'analytics',
  on: { OrderPlaced: fact, OrderCancelled: fact, RefundCompleted: fact },
};
