import { randomBytes } from 'node:crypto';
import type { Ctx, Tx } from '#lib/platform/index.ts';
import { beginOrder } from './append-order-events.ts';
import type { OrderEventData } from './events.ts';

export type PlaceOrderInput = {
  orderId: string;
  payment: OrderEventData<'PaymentCaptured'>;
} & OrderEventData<'OrderPlaced'>;

/**
 * Writes a paid order in the checkout's transaction: OrderPlaced and PaymentCaptured as versions 1 and 2.
 * The access token (192 random bits) opens the order's page without signing in.
 * @throws OrderVersionConflict when this order id exists: the checkout was finished by someone else, look it up.
 */
export async function placeOrderEvents(
  tx: Tx,
  ctx: Ctx,
  input: PlaceOrderInput,
): Promise<{ orderNumber: number; accessToken: string }> {
  const { orderId, payment, ...placed } = input;
  const accessToken = randomBytes(24).toString('base64url');
  const { orderNumber } = await beginOrder(tx, ctx, {
    orderId,
    accessToken,
    events: [
      { type: 'OrderPlaced', data: placed },
      { type: 'PaymentCaptured', data: payment },
    ],
  });
  return { orderNumber, accessToken };
}
