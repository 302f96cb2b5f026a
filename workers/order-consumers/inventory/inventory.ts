import { commitStock, confirmReservation } from '#lib/inventory/index.ts';
import { applyOrderCommand } from '#lib/orders/index.ts';
import { afterCommit } from '#lib/platform/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, inDatabase } from '../pipeline.ts';

class OutOfStock extends Error {
  readonly skus: string[];

  constructor(skus: string[]) {
    super(`Out of stock: ${skus.join(', ')}`);
    this.skus = skus;
  }
}

/**
 * Takes an order's units, or compensates: the order is cancelled and its payment is asked back. The stock
 * update comes last, so that a popular SKU's row is held only until the commit.
 */
export const inventory: Consumer = {
  name: 'inventory',
  on: {
    OrderPlaced: inDatabase(
      async (tx, { ctx, event, order }) => {
        const { id: orderId, checkoutId, lines } = order.state;
        const change = await applyOrderCommand(tx, ctx, { orderId, command: { do: 'commit_stock' } });
        if (!change.ok) throw new PermanentError(change.error.message);
        if (change.value.events.length === 0) return;
        const committed = await commitStock(tx, ctx, {
          orderId,
          eventId: event.eventId,
          lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
        });
        // Thrown, not returned: what was written so far must be rolled back.
        if (!committed.ok) throw new OutOfStock(committed.error.skus);
        afterCommit(tx, () => void confirmReservation(checkoutId, committed.value));
      },
      (error) => {
        if (!(error instanceof OutOfStock)) return undefined;
        return async (tx, { ctx, order }) => {
          const change = await applyOrderCommand(tx, ctx, {
            orderId: order.state.id,
            command: { do: 'report_stock_conflict', skus: error.skus, refundId: ctx.newId() },
          });
          if (!change.ok) throw new PermanentError(change.error.message);
        };
      },
    ),
  },
};
