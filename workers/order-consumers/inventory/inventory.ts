import {
  commitStock,
  confirmReservation,
  releaseReservation,
  releaseStock,
  type StockLine,
} from '#lib/inventory/index.ts';
import { applyOrderCommand, type LoadedOrder } from '#lib/orders/index.ts';
import { afterCommit, type Tx } from '#lib/platform/index.ts';
import { releaseCoupon } from '#lib/promotions/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, type EffectRun, inDatabase } from '../pipeline.ts';

class OutOfStock extends Error {
  readonly skus: string[];

  constructor(skus: string[]) {
    super(`Out of stock: ${skus.join(', ')}`);
    this.skus = skus;
  }
}

/** An order of our own monitor goes through every state, but no unit moves for it. */
const takesNothing = ({ state }: LoadedOrder) => state.traffic === 'synthetic';

/** Puts units of an order back that were taken for it; none if none were, or if they went back before. */
async function backInStock(
  tx: Tx,
  { ctx, event, order }: EffectRun,
  units: readonly StockLine[],
): Promise<void> {
  const orderId = order.state.id;
  const lines = units.map(({ sku, quantity }) => ({ sku, quantity }));
  const change = await applyOrderCommand(tx, ctx, { orderId, command: { do: 'return_stock', lines } });
  if (!change.ok) throw new PermanentError(change.error.message);
  if (change.value.events.length > 0 && !takesNothing(order)) {
    await releaseStock(tx, ctx, { orderId, eventId: event.eventId, lines });
  }
}

/**
 * Takes an order's units, or compensates: the order is cancelled, its payment is asked back and its use of a coupon given
 * back. The stock update comes last, so that a popular SKU's row is held only until the commit.
 */
export const inventory: Consumer = {
  name: 'inventory',
  on: {
    OrderCancelled: inDatabase(async (tx, run) => {
      const { event, order } = run;
      // First, so that the stock's row is still held only until the commit.
      await releaseCoupon(tx, order.state.checkoutId);
      const restock = event.known?.type === 'OrderCancelled' && event.known.data.restock;
      await backInStock(tx, run, restock ? order.state.lines : []);
    }),
    ReturnReceived: inDatabase((tx, run) =>
      backInStock(tx, run, run.event.known?.type === 'ReturnReceived' ? run.event.known.data.restock : []),
    ),
    OrderPlaced: inDatabase(
      async (tx, { ctx, event, order }) => {
        const { id: orderId, checkoutId, lines } = order.state;
        const change = await applyOrderCommand(tx, ctx, { orderId, command: { do: 'commit_stock' } });
        if (!change.ok) throw new PermanentError(change.error.message);
        if (change.value.events.length === 0) {
          afterCommit(tx, () => void releaseReservation(checkoutId, lines));
          return;
        }
        if (takesNothing(order)) return;
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
          // With the cancellation, not after it: the apology asks the customer to try again.
          if (change.value.events.length > 0) await releaseCoupon(tx, order.state.checkoutId);
        };
      },
    ),
  },
};
