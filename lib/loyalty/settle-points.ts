import type { Tx } from '#lib/platform/index.ts';
import { bookPoints } from './book-points.ts';
import { type LoyaltyEntry, sumOfOrder } from './loyalty.repository.ts';

/**
 * Books, for an order event, what brings the points of its order to `due`: nothing when they are that. The caller's
 * transaction holds the order's row, so that of two events the second sees what the first did.
 * @throws a unique violation when this event has been booked before.
 */
export async function settlePoints(
  tx: Tx,
  { due, ...entry }: Omit<LoyaltyEntry, 'points'> & { due: number },
): Promise<void> {
  const email = entry.email.trim().toLowerCase();
  const booked = await sumOfOrder(tx, email, entry.orderId);
  await bookPoints(tx, { ...entry, email, points: due - booked });
}
