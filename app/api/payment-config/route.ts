import { stripePublicConfig } from '#lib/payments/index.ts';
import { answer } from '../request.ts';

export const dynamic = 'force-dynamic';

/** Where the browser exchanges a card for a token. A null address is Stripe itself, through Stripe.js. */
export function GET(): Response {
  return answer(stripePublicConfig());
}
