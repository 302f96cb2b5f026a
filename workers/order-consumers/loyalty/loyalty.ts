import { earnPoints, pointsFor } from '#lib/loyalty/index.ts';
import { applyOrderCommand } from '#lib/orders/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, inDatabase } from '../pipeline.ts';

/** Books points for an order that has its units; none for one that was cancelled meanwhile. */
export const loyalty: Consumer = {
  name: 'loyalty',
  on: {
    StockCommitted: inDatabase(async (tx, { ctx, event, order }) => {
      const { id: orderId, email, totalMinor, currency } = order.state;
      const change = await applyOrderCommand(tx, ctx, {
        orderId,
        command: { do: 'earn_points', points: pointsFor(totalMinor, currency) },
      });
      if (!change.ok) throw new PermanentError(change.error.message);
      if (change.value.events.length === 0) return;
      await earnPoints(tx, ctx, { eventId: event.eventId, email, orderId, totalMinor, currency });
    }),
  },
};
