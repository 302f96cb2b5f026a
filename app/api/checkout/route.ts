import { placeOrder, placeOrderSchema } from '#lib/checkout/index.ts';
import {
  logger,
  problem,
  readJson,
  systemContext,
  trafficHeader,
  verifyTraffic,
  withLogFields,
} from '#lib/platform/index.ts';
import { cartIdOf } from '../cart/cart-cookie.ts';
import { answer, refuseOtherSites, withOutages } from '../request.ts';
import { startOver } from '../visit.ts';
import { refusal } from './refusal.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');
const log = logger('api:checkout');

/** Places the order of the visitor's cart. The checkout's id in the body is the idempotency key. */
export const POST = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const body = await readJson(request, placeOrderSchema);
  if (!body.ok) return body.error;
  try {
    const traffic = verifyTraffic(request.headers.get(trafficHeader));
    const order = { ...body.value, cartId: cartIdOf(request), traffic };
    const outcome = await withLogFields({ checkoutId: order.checkoutId }, () => placeOrder(ctx, order));
    if (!outcome.ok) return refusal(outcome.error);
    const placed = outcome.value.status === 'placed';
    return placed ? startOver(answer(outcome.value, 201)) : answer(outcome.value, 202);
  } catch (error) {
    log.error({ checkout: body.value.checkoutId, error }, 'checkout interrupted');
    // Whether money moved is not known here: the customer is sent to the checkout's state, which finds out.
    return problem(
      503,
      'checkout_interrupted',
      'The checkout was interrupted',
      'Your checkout is being looked after. Ask again in a few seconds; you will not be charged twice.',
    );
  }
});
