import { quote, quoteSchema } from '#lib/checkout/index.ts';
import { readJson, systemContext } from '#lib/platform/index.ts';
import { cartIdOf } from '../../cart/cart-cookie.ts';
import { answer, refuseOtherSites, withOutages } from '../../request.ts';
import { countVisit } from '../../visit.ts';
import { refusal } from '../refusal.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');

/** What the visitor's cart costs, delivered to a country. */
export const POST = withOutages(async (request: Request): Promise<Response> => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const body = await readJson(request, quoteSchema);
  if (!body.ok) return body.error;
  const priced = await quote(ctx, { cartId: cartIdOf(request), ...body.value });
  return priced.ok ? countVisit(request, answer(priced.value), 'checkout') : refusal(priced.error);
});
