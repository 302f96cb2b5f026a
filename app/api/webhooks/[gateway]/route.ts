import { receiveWebhook } from '#lib/checkout/index.ts';
import { findGateway } from '#lib/payments/index.ts';
import { problem, systemContext } from '#lib/platform/index.ts';
import { answer, withOutages } from '../../request.ts';

export const dynamic = 'force-dynamic';

const largestBytes = 262_144;

/** A gateway's webhook. 2xx only once its events are stored; anything else makes the gateway send it again. */
export const POST = withOutages(
  async (request: Request, { params }: { params: Promise<{ gateway: string }> }): Promise<Response> => {
    const { gateway: name } = await params;
    const source = findGateway(name);
    if (!source) return problem(404, 'unknown_gateway', 'There is no such payment gateway');
    const rawBody = await request.text();
    if (rawBody.length > largestBytes) return problem(413, 'body_too_large', 'The request is too large');
    const signature = (source.signatureHeader && request.headers.get(source.signatureHeader)) ?? '';
    const ctx = systemContext(`gateway:${source.name}`);
    const received = await receiveWebhook(ctx, { gateway: source.name, rawBody, signature });
    return received.ok
      ? answer({ received: true, ...received.value })
      : problem(400, 'bad_signature', 'The signature does not match');
  },
);
