import type { OrderState, RecordedEvent } from '#lib/orders/index.ts';

/** The fact of an event; amounts are minor units, negative for what goes back. */
export function factOf(event: RecordedEvent, state: Pick<OrderState, 'id' | 'totalMinor' | 'currency'>) {
  const refunded = event.known?.type === 'RefundCompleted' ? -event.known.data.amountMinor : undefined;
  return {
    eventId: event.eventId,
    orderId: state.id,
    type: event.type,
    totalMinor: refunded ?? state.totalMinor,
    currency: state.currency,
    recordedAt: event.recordedAt,
  };
}
export type Fact = ReturnType<typeof factOf>;
