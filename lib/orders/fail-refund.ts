import type { Ctx, Tx } from '#lib/platform/index.ts';
import { applyOrderCommand } from './append-order-events.ts';
import type { RecordedEvent } from './events.ts';
import { eventsOf, lockOrder } from './orders.repository.ts';
import type { OrderState } from './types.ts';

/** What a gateway says of a refund: our id of it, its own, and how much it was about, in minor units. */
export type ToldRefund = { refundId: string | null; reference: string | null; amountMinor: number };

function refundOf(state: OrderState, events: RecordedEvent[], { refundId, reference }: ToldRefund) {
  if (state.refunds.some(({ id }) => id === refundId)) return refundId;
  for (const { known } of events) {
    const tells = known?.type === 'RefundCompleted' || known?.type === 'RefundFailed';
    if (tells && reference !== null && known.data.reference === reference) return known.data.refundId;
  }
  return null;
}

/**
 * Records that a refund failed, once, however often that is told. First in its transaction: it locks the order.
 * @returns `waits` when it may be one whose answer from the gateway is not recorded yet: ask again later.
 */
export async function failRefund(
  tx: Tx,
  ctx: Ctx,
  { orderId, told, reason }: { orderId: string; told: ToldRefund; reason: string },
): Promise<'recorded' | 'waits' | 'unknown'> {
  const order = await lockOrder(tx, orderId);
  if (!order) return 'unknown';
  const refundId = refundOf(order.state, await eventsOf(orderId, tx), told);
  if (refundId === null) {
    const waits = order.state.refunds.some(
      ({ completed, failed, amountMinor }) => !completed && !failed && amountMinor === told.amountMinor,
    );
    return waits ? 'waits' : 'unknown';
  }
  const reference = told.reference ?? undefined;
  const command = { do: 'fail_refund' as const, refundId, reason, reference };
  const failed = await applyOrderCommand(tx, ctx, { orderId, command });
  if (!failed.ok) throw new Error(`Refund ${refundId} of order ${orderId}: ${failed.error.message}`);
  return 'recorded';
}
