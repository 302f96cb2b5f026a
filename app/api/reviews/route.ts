import { clientAddress } from '#lib/auth/index.ts';
import { currentCustomer, customerOrders } from '#lib/customers/index.ts';
import { problem, readJson, systemContext } from '#lib/platform/index.ts';
import { listReviews, type Proof, reviewBodySchema, submitReview } from '#lib/reviews/index.ts';
import { refusal, sessionToken } from '../account/answers.ts';
import { answer, marketOfRequest, refuseOtherSites, withOutages } from '../request.ts';
import { refusedReview } from './refused-review.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('customer');
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A further page of a product's reviews: `?product=ID&page=2`. */
export const GET = withOutages(async (request: Request) => {
  const asked = new URL(request.url).searchParams;
  const productId = asked.get('product') ?? '';
  if (!uuid.test(productId)) return problem(400, 'which_product', 'Name a product: ?product=ID');
  const { locale } = marketOfRequest(request);
  return answer(await listReviews({ productId, locale, page: Number(asked.get('page')) }));
});

/** A buyer's review, by the token of the order's link or signed in. It is shown when staff have read it. */
export const POST = withOutages(async (request: Request) => {
  const refused = refuseOtherSites(request);
  if (refused) return refused;
  const body = await readJson(request, reviewBodySchema);
  if (!body.ok) return body.error;
  const { token, ...review } = body.value;
  let proof: Proof;
  if (token !== undefined) {
    proof = { token };
  } else {
    const customer = await currentCustomer(sessionToken(request));
    if (!customer.ok) return refusal(customer.error);
    if (!customer.value)
      return problem(401, 'not_signed_in', 'Sign in, or use the link in your order’s mail');
    proof = { orders: await customerOrders(customer.value) };
  }
  const done = await submitReview(ctx, { review, proof, address: clientAddress(request.headers) });
  return done.ok ? answer({ status: 'pending' }, 202) : refusedReview(done.error);
});
