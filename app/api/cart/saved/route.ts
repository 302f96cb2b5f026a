import { moveToCart, removeSaved, removeSchema, saveForLater, viewCart } from '#lib/cart/index.ts';
import { readJson, systemContext } from '#lib/platform/index.ts';
import { marketOfRequest, refuseOtherSites, withOutages } from '../../request.ts';
import { show } from '../answers.ts';
import { cartIdOf } from '../cart-cookie.ts';
import { turnOf } from '../line.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

const changing = (verb: typeof moveToCart | typeof saveForLater) =>
  withOutages(async (request: Request): Promise<Response> => {
    const refused = refuseOtherSites(request);
    if (refused) return refused;
    const line = await readJson(request, removeSchema);
    if (!line.ok) return line.error;
    const cartId = cartIdOf(request);
    const market = marketOfRequest(request);
    if (!cartId) return show(await viewCart(ctx, { cartId, market }));
    return show(await verb(ctx, { cartId, ...line.value, market, mayFill: turnOf(ctx, request) }));
  });

/** Lays a line aside. */
export const POST = changing(saveForLater);
/** Puts it back into the cart. */
export const PUT = changing(moveToCart);
export const DELETE = changing(removeSaved);
