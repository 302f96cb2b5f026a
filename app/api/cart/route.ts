import {
  addToCart,
  type CartError,
  type CartView,
  lineSchema,
  removeLine,
  removeSchema,
  setQuantity,
  viewCart,
} from '#lib/cart/index.ts';
import { problem, type Result, readJson, systemContext } from '#lib/platform/index.ts';
import { answer, refuseOtherSites, withOutages } from '../request.ts';
import { cartCookie, cartIdOf } from './cart-cookie.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

function refusal(error: CartError): Response {
  switch (error.kind) {
    case 'unknown_sku':
      return problem(404, 'unknown_sku', 'We do not sell this article');
    case 'not_in_stock':
      return problem(
        409,
        'not_in_stock',
        error.onHand === 0 ? 'This is sold out' : `Only ${error.onHand} left`,
        undefined,
        { onHand: error.onHand },
      );
    case 'too_many_lines':
      return problem(409, 'cart_full', `A cart holds at most ${error.limit} different articles`);
    case 'too_many_units':
      return problem(409, 'too_many_units', `At most ${error.limit} of one article`);
    case 'cart_unavailable':
      return problem(
        503,
        'cart_unavailable',
        'The cart is resting for a moment',
        'Try again in a few seconds.',
      );
  }
}

function show(result: Result<CartView, CartError>, headers?: Record<string, string>): Response {
  return result.ok ? answer(result.value, 200, headers) : refusal(result.error);
}

export const GET = withOutages(async (request: Request): Promise<Response> => {
  return show(await viewCart(ctx, { cartId: cartIdOf(request) }));
});

export const POST = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const line = await readJson(request, lineSchema);
  if (!line.ok) return line.error;
  const cartId = cartIdOf(request) ?? ctx.newId();
  return show(await addToCart(ctx, { cartId, ...line.value }), cartCookie(cartId));
});

export const PATCH = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const line = await readJson(request, lineSchema);
  if (!line.ok) return line.error;
  const cartId = cartIdOf(request);
  if (!cartId) return problem(404, 'no_cart', 'There is no cart yet');
  return show(await setQuantity(ctx, { cartId, ...line.value }));
});

export const DELETE = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const line = await readJson(request, removeSchema);
  if (!line.ok) return line.error;
  const cartId = cartIdOf(request);
  if (!cartId) return show(await viewCart(ctx, { cartId: null }));
  return show(await removeLine(ctx, { cartId, ...line.value }));
});
