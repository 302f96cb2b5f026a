import { reorder } from '#lib/customers/index.ts';
import { systemContext } from '#lib/platform/index.ts';
import { cartCookie, cartIdOf } from '../../../../cart/cart-cookie.ts';
import { outOfTurn, turnOf } from '../../../../cart/line.ts';
import { answer, marketOfRequest } from '../../../../request.ts';
import { forCustomer, refusal } from '../../../answers.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Puts an order's articles into the cart again. */
export const POST = forCustomer(null, async ({ request, customer, params }) => {
  const cartId = cartIdOf(request) ?? ctx.newId();
  const done = await reorder(ctx, {
    customer,
    orderNumber: Number(params.number),
    cartId,
    market: marketOfRequest(request),
    mayFill: turnOf(ctx, request),
  });
  if (done.ok) return answer(done.value, 200, cartCookie(cartId));
  return done.error.kind === 'waiting_room' ? outOfTurn(done.error.market) : refusal(done.error);
});
