import { couponSchema, removeCoupon, setCoupon, viewCart } from '#lib/cart/index.ts';
import { problem, readJson, systemContext } from '#lib/platform/index.ts';
import { marketOfRequest, refuseOtherSites, withOutages } from '../../request.ts';
import { show } from '../answers.ts';
import { cartIdOf } from '../cart-cookie.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** Puts a coupon into the visitor's cart. */
export const POST = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const body = await readJson(request, couponSchema);
  if (!body.ok) return body.error;
  const cartId = cartIdOf(request);
  if (!cartId) return problem(404, 'no_cart', 'There is no cart yet');
  return show(await setCoupon(ctx, { cartId, code: body.value.code, market: marketOfRequest(request) }));
});

export const DELETE = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const cartId = cartIdOf(request);
  if (!cartId) return show(await viewCart(ctx, { cartId: null, market: marketOfRequest(request) }));
  return show(await removeCoupon(ctx, { cartId, market: marketOfRequest(request) }));
});
