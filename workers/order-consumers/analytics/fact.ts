import type { OrderState, RecordedEvent } from '#lib/orders/index.ts';

type Order = Pick<OrderState, 'id' | 'totalMinor' | 'currency' | 'refunds'>;

/** Negative for what goes back; what failed after it was counted is counted back. */
function refunded({ known }: RecordedEvent, { refunds }: Order): number | undefined {
  if (known?.type === 'RefundCompleted') return -known.data.amountMinor;
  if (known?.type !== 'RefundFailed') return undefined;
  const { refundId, amountMinor } = known.data;
  return refunds.some(({ id, completed }) => id === refundId && completed) ? amountMinor : 0;
}

/** The fact of an event; amounts are minor units. */
export function factOf(event: RecordedEvent, state: Order) {
  return {
    eventId: event.eventId,
    orderId: state.id,
    type: event.type,
    totalMinor: refunded(event, state) ?? state.totalMinor,
    currency: state.currency,
    recordedAt: event.recordedAt,
  };
}
export type Fact = ReturnType<typeof factOf>;
