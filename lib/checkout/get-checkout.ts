import type { Ctx } from '#lib/platform/index.ts';
import { answerOf } from './answer.ts';
import { type Returned, settle } from './settle.ts';
import type { CheckoutAnswer } from './types.ts';

/**
 * The truth about a checkout, for a browser that lost its answer or comes back from the bank: what is open is settled
 * with the gateway first. Null when there is no such checkout: nothing was charged.
 */
export async function getCheckout(
  ctx: Ctx,
  checkoutId: string,
  returned: Returned = {},
): Promise<CheckoutAnswer | null> {
  const checkout = await settle(ctx, checkoutId, returned);
  return checkout ? answerOf(checkout) : null;
}
