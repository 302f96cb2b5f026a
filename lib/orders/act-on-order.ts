import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { applyOrderCommand } from './append-order-events.ts';
import type { OrderChangedMeanwhile, OrderRefusal } from './errors.ts';
import type { OrderEventType, RecordedEvent } from './events.ts';
import { isOrderId } from './load-order.ts';
import { orderCommandOf } from './offered-actions.ts';
import { eventsAfter, lockOrder } from './orders.repository.ts';
import type { StaffRequest } from './schemas.ts';

/** What a person would want to know before acting; facts reported by consumers and notes change nothing for them. */
const moves: Partial<Record<OrderEventType, string>> = {
  OrderCancelled: 'cancelled this order',
  RefundRequested: 'asked for a refund',
  FulfilmentStarted: 'began to pack it',
  OrderShipped: 'shipped it',
  OrderDelivered: 'marked it as delivered',
  ReturnRequested: 'recorded a return',
  ReturnReceived: 'took the return in',
};

function changeBy(event: RecordedEvent): OrderChangedMeanwhile | undefined {
  const did = event.known && moves[event.known.type];
  return did ? { kind: 'changed', by: event.metadata.actor, at: event.recordedAt, did } : undefined;
}

/**
 * Carries out what a member of staff asks of an order: events, read model, outbox and audit row in one transaction.
 * The same request again (`id`) is answered as done. Fails with `changed` when somebody moved the order on since
 * `seenVersion`, with the reason when the move is not legal, with `unknown_order` when there is none.
 */
export async function actOnOrder(
  ctx: Ctx,
  { orderId, id, seenVersion, command }: StaffRequest & { orderId: string },
): Promise<Result<{ version: number }, OrderRefusal | OrderChangedMeanwhile>> {
  const unknown = err({ kind: 'unknown_order' as const, message: 'There is no such order' });
  if (!isOrderId(orderId)) return unknown;
  return withTransaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order) return unknown;
    const since = order.version > seenVersion ? await eventsAfter(tx, orderId, seenVersion) : [];
    if (since.some(({ metadata }) => metadata.commandId === id)) return ok({ version: order.version });
    const change = since.map(changeBy).findLast((found) => found !== undefined);
    if (change && command.do !== 'add_note') return err(change);
    const done = await applyOrderCommand(tx, ctx, {
      orderId,
      command: orderCommandOf(command, id),
      commandId: id,
    });
    if (!done.ok) return done;
    const { state } = done.value;
    await recordAudit(tx, ctx, {
      action: `order.${command.do}`,
      subject: `order:${orderId}`,
      before: { version: order.version, status: order.state.status },
      after: { version: state.version, status: state.status, command },
    });
    return ok({ version: state.version });
  });
}
