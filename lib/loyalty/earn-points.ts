import { type Ctx, env, type Tx } from '#lib/platform/index.ts';
import { insertEntry } from './loyalty.repository.ts';
import { pointsFor } from './points.ts';

/**
 * Books the points of one order event in the caller's transaction and answers how many.
 * `totalMinor` is in minor units of `currency` (the shop's, unless said otherwise).
 * @throws a unique violation when this event has been booked before.
 */
export async function earnPoints(
  tx: Tx,
  ctx: Ctx,
  input: { eventId: string; email: string; orderId: string; totalMinor: number; currency?: string },
): Promise<{ points: number }> {
  const points = pointsFor(input.totalMinor, input.currency ?? env.SHOP_CURRENCY);
  await insertEntry(tx, {
    eventId: input.eventId,
    email: input.email.trim().toLowerCase(),
    orderId: input.orderId,
    points,
    recordedAt: ctx.now(),
  });
  return { points };
}
