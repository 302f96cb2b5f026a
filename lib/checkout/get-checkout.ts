import type { Ctx } from '#lib/platform/index.ts';
import { answerOf } from './answer.ts';
import { type Returned, settle } from './settle.ts';
import type { CheckoutNews } from './types.ts';

/**
 * The truth about a checkout, for a browser that lost its answer or comes back from the bank: what is open is settled
 * with the gateway first. Null when there is no such checkout: nothing was charged. The id alone is no secret (gateways
 * and logs have it): the way to the order and to the bank is told only to who has the checkout's cart.
 */
export async function getCheckout(
  ctx: Ctx,
  checkoutId: string,
  { cartId = null, ...returned }: Returned & { cartId?: string | null } = {},
): Promise<CheckoutNews | null> {
  const checkout = await settle(ctx, checkoutId, returned);
  if (!checkout) return null;
  if (checkout.cartId === cartId) return answerOf(checkout);
  switch (checkout.status) {
    case 'placed':
      return { status: 'placed' };
    case 'declined':
      return answerOf(checkout);
    case 'paying':
    case 'requires_action':
      return { status: 'processing' };
  }
}
