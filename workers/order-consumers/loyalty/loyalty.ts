import { bookPoints, pointsFor, settlePoints } from '#lib/loyalty/index.ts';
import { applyOrderCommand, lockOrder } from '#lib/orders/index.ts';
import { PermanentError } from '../errors.ts';
import { type Consumer, inDatabase } from '../pipeline.ts';
import { pointsOf } from './points-of.ts';

/** Brings the order's points to what `pointsOf` says of it now, whichever of its events came first. */
const settle = inDatabase(async (tx, { ctx, event, order }) => {
  const { id: orderId, email } = order.state;
  const locked = await lockOrder(tx, orderId);
  if (!locked) throw new PermanentError('There is no such order');
  const due = pointsOf(locked.state);
  await settlePoints(tx, { eventId: event.eventId, email, orderId, due, recordedAt: ctx.now() });
});

/**
 * Books points for an order that has its units, none for one that was cancelled meanwhile, and takes them back with the
 * money. Another event that changes what `pointsOf` answers is one more line here and in `subscriptions`.
 */
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
      const { events, state } = change.value;
      if (events.length === 0) return;
      // An order earns once and has no entry before. Less than it earned, if a refund was quicker.
      const points = pointsOf(state);
      await bookPoints(tx, { eventId: event.eventId, email, orderId, points, recordedAt: ctx.now() });
    }),
    OrderCancelled: settle,
    RefundCompleted: settle,
    RefundFailed: settle,
  },
};
