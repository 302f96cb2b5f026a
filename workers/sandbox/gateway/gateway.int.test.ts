import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type GatewayEvent, type PaymentRequest, stripeGateway } from '#lib/payments/index.ts';
import { startGateway } from './index.ts';

const keys = { secretKey: 'sk_test_wire', publishableKey: 'pk_test_wire', webhookSecret: 'whsec_wire' };
const secret = { authorization: `Bearer ${keys.secretKey}` };
let folder = '';
let address = '';
let sandbox: Awaited<ReturnType<typeof startGateway>>;
let received: GatewayEvent[] = [];
let refusals = 0;
const shop = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const signature = String(request.headers['stripe-signature']);
    const event = client().verifyWebhook(Buffer.concat(chunks).toString(), signature);
    if (refusals-- > 0 || !event.ok) response.writeHead(500).end();
    else {
      received.push(...event.value);
      response.end();
    }
  });
});

const client = (halfOpenAfterMs?: number) =>
  stripeGateway({ ...keys, apiBase: address, timeoutMs: 400, halfOpenAfterMs });
const request = (change: Partial<PaymentRequest> = {}): PaymentRequest => ({
  idempotencyKey: randomUUID(),
  checkoutId: randomUUID(),
  amountMinor: 2_000,
  currency: 'EUR',
  paymentToken: 'pm_card_visa',
  returnUrl: 'http://localhost:7400/checkout/return?checkout=1',
  email: 'ada@example.com',
  ...change,
});
const behave = (body: unknown) =>
  fetch(`${address}/_sandbox/behaviour`, { method: 'POST', body: JSON.stringify(body) });
const eventOf = (checkoutId: string, type: string) =>
  vi.waitFor(
    () => {
      const found = received.filter((event) => event.checkoutId === checkoutId && event.type === type);
      expect(found).toHaveLength(1);
      return found[0];
    },
    { timeout: 5_000 },
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-wire-'));
  await new Promise<void>((done) => {
    shop.listen(0, '127.0.0.1', done);
  });
  sandbox = await startGateway({
    ...keys,
    port: 0,
    ledgerFile: join(folder, 'ledger.jsonl'),
    webhookUrl: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/hook`,
  });
  address = `http://127.0.0.1:${sandbox.port}`;
});
beforeEach(async () => {
  received = [];
  refusals = 0;
  await behave({ mode: 'normal' });
});
afterAll(async () => {
  await sandbox.close();
  shop.close();
  shop.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

test('a capture, a refusal and a refund are each told once by a signed webhook', async () => {
  const [good, bad] = [request(), request({ paymentToken: 'pm_card_chargeDeclined' })];
  const paid = await client().authoriseAndCapture(good);
  await client().authoriseAndCapture(good);
  await client().authoriseAndCapture(bad);
  if (paid.kind !== 'captured') throw new Error(paid.kind);
  expect(await eventOf(good.checkoutId, 'payment_intent.succeeded')).toMatchObject({
    reference: paid.reference,
  });
  await eventOf(bad.checkoutId, 'payment_intent.payment_failed');
  const { reference } = paid;
  await client().refund({ reference, amountMinor: 500, idempotencyKey: randomUUID(), reason: 'test' });
  expect(await eventOf(good.checkoutId, 'charge.refunded')).toMatchObject({
    reference,
    payload: { data: { object: { amount: 2_000, amount_refunded: 500, refunded: false } } },
  });
});

test('a webhook the shop refuses comes again', async () => {
  refusals = 1;
  const order = request();
  await client().authoriseAndCapture(order);
  await eventOf(order.checkoutId, 'payment_intent.succeeded');
});

test('the same key at the same time: one runs, the other is told so, one charge', async () => {
  await behave({ mode: 'slow', times: 1 });
  const key = randomUUID();
  const checkout = randomUUID();
  const send = () =>
    fetch(`${address}/v1/payment_intents`, {
      method: 'POST',
      headers: { ...secret, 'idempotency-key': key },
      body: new URLSearchParams({
        amount: '900',
        currency: 'eur',
        payment_method: 'pm_card_visa',
        confirm: 'true',
        'metadata[checkout_id]': checkout,
      }),
    });
  const both = await Promise.all([send(), send()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await send()).headers.get('idempotent-replayed')).toBe('true');
  const told = await fetch(`${address}/_sandbox/ledger?checkout_id=${checkout}`);
  expect(await told.json()).toMatchObject({ charges: [{ status: 'succeeded' }], netMinor: 900 });
});

test('the breaker opens while the gateway is down, and one good call closes it', async () => {
  const gateway = client(300);
  await behave({ mode: 'down', times: 100 });
  for (let time = 0; time < 5; time++) await gateway.authoriseAndCapture(request());
  expect(gateway.breaker()).toBe('open');
  await behave({ mode: 'normal' });
  await vi.waitFor(
    async () => expect(await gateway.authoriseAndCapture(request())).toMatchObject({ kind: 'captured' }),
    { timeout: 3_000, interval: 100 },
  );
  expect(gateway.breaker()).toBe('closed');
});

test('a payment in the middle of 3-D Secure can be taken back, once for good', async () => {
  const order = request({ paymentToken: 'pm_card_authenticationRequired' });
  const asked = await client().authoriseAndCapture(order);
  if (asked.kind !== 'requires_action') throw new Error(asked.kind);
  const { reference } = asked;
  expect(
    await client().void({ reference, paymentKey: order.idempotencyKey, idempotencyKey: randomUUID() }),
  ).toMatchObject({ ok: true });
  await fetch(asked.actionUrl, { method: 'POST', body: 'answer=approve', redirect: 'manual' });
  const found = await client().lookUp({
    reference,
    idempotencyKey: '',
    createdAfter: new Date(),
    amountMinor: 2_000,
    currency: 'EUR',
  });
  expect(found).toMatchObject({ kind: 'found', outcome: { kind: 'declined', code: 'canceled' } });
});

test('any page may make a token: the preflight is answered', async () => {
  const preflight = await fetch(`${address}/v1/payment_methods`, {
    method: 'OPTIONS',
    headers: { origin: 'http://shop.example', 'access-control-request-headers': 'authorization' },
  });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
});

test('malformed input is refused with a 4xx, never a 500', async () => {
  const post = (path: string, body: string) =>
    fetch(`${address}${path}`, { method: 'POST', headers: secret, body });
  const statuses = [
    await post('/_sandbox/behaviour', 'not json'),
    await post('/_sandbox/behaviour', 'null'),
    await behave({ mode: 'explode' }),
    await post('/v1/payment_methods', `type=card&x=${'x'.repeat(70_000)}`),
    await post('/v1/payment_intents', 'amount=1e400&currency=eur'),
    await post('/v1/payment_intents', 'amount[a]=1&currency[]=eur'),
    await post('/v1/payment_intents', '%E0%A4%A'),
    await post('/v1/refunds', 'payment_intent=__proto__'),
    await post('/v1/payment_intents/constructor/confirm', ''),
    await fetch(`${address}/v1/payment_intents/%00`, { headers: secret }),
    await fetch(`${address}//`, { headers: secret }),
    await fetch(`${address}/3ds/none`),
  ].map(({ status }) => status);
  expect(statuses.filter((status) => status < 400 || status >= 500)).toEqual([]);
});
