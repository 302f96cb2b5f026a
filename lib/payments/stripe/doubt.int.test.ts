import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { PaymentRequest } from '../types.ts';
import { stripeGateway } from './stripe-gateway.ts';

// The SDK repeats a request and tells of its last try only; what an earlier try may have done must not be lost.
let server: Server;

async function gatewayAt(listener: RequestListener) {
  server = createServer(listener);
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  return stripeGateway({
    secretKey: 'sk_test_doubt',
    webhookSecret: 'whsec_doubt',
    apiBase: `http://127.0.0.1:${port}`,
  });
}

const goAway = () => {
  server.close();
  server.closeAllConnections();
};

const request: PaymentRequest = {
  idempotencyKey: 'key-1',
  checkoutId: 'checkout-1',
  amountMinor: 1_000,
  currency: 'EUR',
  paymentToken: 'pm_card_visa',
  returnUrl: 'http://localhost:7400/checkout/return',
  email: 'ada@example.com',
};

afterEach(goAway);

test('nobody listens at any try: surely nothing happened', async () => {
  const gateway = await gatewayAt(() => {});
  goAway();
  expect(await gateway.authoriseAndCapture(request)).toEqual({ kind: 'unavailable', reason: 'ECONNREFUSED' });
});

test('a try that was heard, then nobody listens: the money may have moved', async () => {
  const gateway = await gatewayAt(goAway);
  expect(await gateway.authoriseAndCapture(request)).toMatchObject({ kind: 'ambiguous' });
});

test('a try that failed after it was heard, then a rate limit: the money may have moved', async () => {
  let tries = 0;
  const gateway = await gatewayAt((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.statusCode = tries++ === 0 ? 500 : 429;
    response.end(JSON.stringify({ error: { type: 'api_error', message: 'no' } }));
  });
  expect(await gateway.authoriseAndCapture(request)).toMatchObject({ kind: 'ambiguous' });
});

test('an answer that is not from a payment gateway leaves it open', async () => {
  const gateway = await gatewayAt((_, response) => {
    response.end('<html>');
  });
  expect(await gateway.authoriseAndCapture(request)).toMatchObject({ kind: 'ambiguous' });
});

test('a look-up that had to stop early does not say that there is no payment', async () => {
  let made = 0;
  const gateway = await gatewayAt((_, response) => {
    const data = Array.from({ length: 100 }, () => ({
      id: `pi_${made++}`,
      metadata: {},
      status: 'succeeded',
    }));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data, has_more: true, url: '/v1/payment_intents' }));
  });
  const found = await gateway.lookUp({
    reference: null,
    idempotencyKey: 'key-1',
    createdAfter: new Date(),
    amountMinor: 1_000,
    currency: 'EUR',
  });
  expect(found).toMatchObject({ kind: 'unknown' });
});
