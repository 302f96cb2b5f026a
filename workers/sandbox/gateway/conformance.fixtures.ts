import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import {
  adyenGateway,
  type GatewayEvent,
  type GatewayName,
  type PaymentGateway,
  type PaymentRequest,
  stripeGateway,
} from '#lib/payments/index.ts';
import { startGateway } from './index.ts';

const stripeKeys = {
  secretKey: 'sk_test_conformance',
  publishableKey: 'pk_test_conformance',
  webhookSecret: 'whsec_conformance',
};
const adyenKeys = {
  apiKey: 'adyen_conformance',
  clientKey: 'test_conformance',
  merchantAccount: 'ConformanceShop',
  hmacKey: 'aa'.repeat(32),
};

type ClientOptions = { timeoutMs?: number };
export type Typed = { number: string; month?: string; year?: string; cvc?: string };

/** One gateway as the suite sees it: the client under test, and the ways around it that only tests have. */
export type Party = {
  name: GatewayName;
  client: (options?: ClientOptions) => PaymentGateway;
  /** A token for a card as it was typed; the code of what is wrong with it when it is refused. */
  tokenise: (typed: Typed) => Promise<{ token: string } | { code: string }>;
  behave: (order: Record<string, unknown>) => Promise<void>;
  /** A webhook of a successful payment as the gateway would sign it. */
  signed: (attemptKey: string, checkoutId: string) => { body: string; signature: string };
};

export type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

/** Both gateways of the sandbox on a free port, and a shop that takes their webhooks. */
export async function openSandbox() {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-gateway-'));
  const received: { gateway: GatewayName; event: GatewayEvent; at: number }[] = [];
  let refusals = 0;
  const hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const party = request.url === '/adyen' ? parties[1] : parties[0];
      const header = party?.client().signatureHeader;
      const signature = header ? String(request.headers[header]) : '';
      const events = party?.client().verifyWebhook(Buffer.concat(chunks).toString(), signature);
      if (refusals-- > 0 || !party || !events?.ok) return void response.writeHead(500).end();
      for (const event of events.value) received.push({ gateway: party.name, event, at: Date.now() });
      response.end();
    });
  });
  await new Promise<void>((done) => {
    hook.listen(0, '127.0.0.1', done);
  });
  const hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
  const open = (port: number) =>
    startGateway({
      ...stripeKeys,
      port,
      ledgerFile: join(folder, 'ledger.jsonl'),
      webhookUrl: `${hookUrl}/stripe`,
      adyen: { ...adyenKeys, webhookUrl: `${hookUrl}/adyen` },
    });
  let running = await open(0);
  const { port } = running;
  const address = `http://127.0.0.1:${port}`;
  const behave = async (gateway: GatewayName, order: Record<string, unknown>) => {
    const answer = await fetch(`${address}/_sandbox/behaviour`, {
      method: 'POST',
      body: JSON.stringify({ gateway, ...order }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };

  const parties: Party[] = [
    {
      name: 'stripe',
      client: (options = {}) => stripeGateway({ ...stripeKeys, apiBase: address, ...options }),
      behave: (order) => behave('stripe', order),
      tokenise: async ({ number, month = '12', year = '2031', cvc = '123' }) => {
        const answer = await fetch(`${address}/v1/payment_methods`, {
          method: 'POST',
          headers: { authorization: `Bearer ${stripeKeys.publishableKey}` },
          body: new URLSearchParams({
            type: 'card',
            'card[number]': number,
            'card[exp_month]': month,
            'card[exp_year]': year,
            'card[cvc]': cvc,
          }),
        });
        const body = (await answer.json()) as { id: string; error?: { code: string } };
        return body.error ? { code: body.error.code } : { token: body.id };
      },
      signed: (attemptKey, checkoutId) => {
        const body = JSON.stringify({
          id: 'evt_1',
          object: 'event',
          type: 'payment_intent.succeeded',
          data: {
            object: {
              id: 'pi_1',
              object: 'payment_intent',
              metadata: { checkout_id: checkoutId, attempt: attemptKey },
            },
          },
        });
        const secret = stripeKeys.webhookSecret;
        return {
          body,
          signature: new Stripe('sk').webhooks.generateTestHeaderString({ payload: body, secret }),
        };
      },
    },
    {
      name: 'adyen',
      client: (options = {}) =>
        adyenGateway({
          ...adyenKeys,
          apiBase: `${address}/adyen`,
          livePrefix: '',
          currency: 'EUR',
          ...options,
        }),
      behave: (order) => behave('adyen', order),
      tokenise: async ({ number, month = '12', year = '2031', cvc = '123' }) => {
        const answer = await fetch(`${address}/adyen/encrypt`, {
          method: 'POST',
          body: JSON.stringify({
            clientKey: adyenKeys.clientKey,
            number,
            expiryMonth: month,
            expiryYear: year,
            cvc,
          }),
        });
        const body = (await answer.json()) as { code?: string };
        if (body.code) return { code: body.code };
        return { token: Buffer.from(JSON.stringify(body)).toString('base64url') };
      },
      signed: (attemptKey) => {
        // Written out after Adyen's description, so that library and sandbox do not confirm each other.
        const fields = ['PSP1234567890123', '', adyenKeys.merchantAccount, attemptKey, '4250', 'EUR'];
        const text = [...fields, 'AUTHORISATION', 'true'].join(':');
        const key = Buffer.from(adyenKeys.hmacKey, 'hex');
        const hmacSignature = createHmac('sha256', key).update(text).digest('base64');
        const item = {
          additionalData: { hmacSignature },
          amount: { currency: 'EUR', value: 4250 },
          eventCode: 'AUTHORISATION',
          eventDate: '2026-11-26T10:00:00+01:00',
          merchantAccountCode: adyenKeys.merchantAccount,
          merchantReference: attemptKey,
          pspReference: 'PSP1234567890123',
          reason: '',
          success: 'true',
        };
        const body = JSON.stringify({
          live: 'false',
          notificationItems: [{ NotificationRequestItem: item }],
        });
        return { body, signature: '' };
      },
    },
  ];

  return {
    address,
    parties,
    received,
    refuseWebhooks: (times: number) => {
      refusals = times;
    },
    told: async (checkoutId: string) => {
      const answer = await fetch(`${address}/_sandbox/ledger?checkout_id=${checkoutId}`);
      return (await answer.json()) as { netMinor: number; heldMinor: number; charges: unknown[] };
    },
    restart: async () => {
      await running.close();
      running = await open(port);
    },
    close: async () => {
      await running.close();
      hook.close();
      hook.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const paymentRequest = (change: Partial<PaymentRequest> = {}): PaymentRequest => ({
  idempotencyKey: randomUUID(),
  checkoutId: randomUUID(),
  amountMinor: 4_250,
  currency: 'EUR',
  paymentToken: '',
  returnUrl: 'http://localhost:7400/checkout/return?checkout=1',
  email: 'ada@example.com',
  ...change,
});
