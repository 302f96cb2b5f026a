import { addToCart, lineSchema, removeLine, removeSchema, setQuantity, viewCart } from '#lib/cart/index.ts';
import { problem, readJson, systemContext } from '#lib/platform/index.ts';
import { marketOfRequest, refuseOtherSites, withOutages } from '../request.ts';
import { countVisit } from '../visit.ts';
import { show } from './answers.ts';
import { cartCookie, cartIdOf } from './cart-cookie.ts';
import { turnOf } from './line.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

export const GET = withOutages(async (request: Request): Promise<Response> => {
  const cart = await viewCart(ctx, { cartId: cartIdOf(request), market: marketOfRequest(request) });
  return countVisit(request, show(cart), 'session');
});

export const POST = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const line = await readJson(request, lineSchema);
  if (!line.ok) return line.error;
  const cartId = cartIdOf(request) ?? ctx.newId();
  const added = { cartId, ...line.value, market: marketOfRequest(request), mayFill: turnOf(ctx, request) };
  const cart = await addToCart(ctx, added);
  return countVisit(request, show(cart, cartCookie(cartId)), 'cart');
});

export const PATCH = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const line = await readJson(request, lineSchema);
  if (!line.ok) return line.error;
  const cartId = cartIdOf(request);
  if (!cartId) return problem(404, 'no_cart', 'There is no cart yet');
  const set = { cartId, ...line.value, market: marketOfRequest(request), mayFill: turnOf(ctx, request) };
  return show(await setQuantity(ctx, set));
});

export const DELETE = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const line = await readJson(request, removeSchema);
  if (!line.ok) return line.error;
  const cartId = cartIdOf(request);
  if (!cartId) return show(await viewCart(ctx, { cartId: null, market: marketOfRequest(request) }));
  return show(await removeLine(ctx, { cartId, ...line.value, market: marketOfRequest(request) }));
});
