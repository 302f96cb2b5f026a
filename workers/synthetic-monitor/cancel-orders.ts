import { actOnOrder, openSyntheticOrders } from '#lib/orders/index.ts';
import { type Ctx, logger } from '#lib/platform/index.ts';

const log = logger('synthetic-monitor');

/**
 * Has every order of the monitor's cancelled that still stands, as staff would: its own, and what a run left that was cut
 * short. The payment goes back by the order's own events. @returns the ids of those cancelled.
 */
export async function cancelOrders(ctx: Ctx): Promise<string[]> {
  const cancelled: string[] = [];
  for (const { id, version } of await openSyntheticOrders(ctx)) {
    const done = await actOnOrder(ctx, {
      orderId: id,
      id: ctx.newId(),
      seenVersion: version,
      command: { do: 'cancel', reason: 'synthetic monitor', restock: false },
    });
    if (done.ok) cancelled.push(id);
    else log.warn({ orderId: id, reason: done.error.kind }, 'an order of the monitor stays open');
  }
  return cancelled;
}
