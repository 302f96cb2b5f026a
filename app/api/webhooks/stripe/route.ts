import { receiveWebhook } from '#lib/checkout/index.ts';
import { problem, systemContext } from '#lib/platform/index.ts';
import { answer, withOutages } from '../../request.ts';

export const dynamic = 'force-dynamic';

const ctx = systemContext('gateway:stripe');
const largestBytes = 262_144;

/** Stripe's webhook. 2xx only once the event is stored; anything else makes Stripe send it again. */
export const POST = withOutages(async (request: Request): Promise<Response> => {
  const rawBody = await request.text();
  if (rawBody.length > largestBytes) return problem(413, 'body_too_large', 'The request is too large');
  const signature = request.headers.get('stripe-signature') ?? '';
  const received = await receiveWebhook(ctx, { gateway: 'stripe', rawBody, signature });
  return received.ok
    ? answer({ received: true, ...received.value })
    : problem(400, 'bad_signature', 'The signature does not match');
});
