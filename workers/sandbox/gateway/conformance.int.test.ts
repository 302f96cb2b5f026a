import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type PaymentGateway, type PaymentRequest, stripeGateway } from '#lib/payments/index.ts';
import { startGateway } from './index.ts';

// Every gateway passes this suite, over the wire, through its official SDK.
let folder = '';
let sandbox: Awaited<ReturnType<typeof startGateway>>;
let address = '';
let gateway: PaymentGateway;
const keys = {
  secretKey: 'sk_test_conformance',
  publishableKey: 'pk_test_conformance',
  webhookSecret: 'whsec_conformance',
};
const start = (port = 0) =>
  startGateway({
    ...keys,
    port,
    ledgerFile: join(folder, 'ledger.jsonl'),
    webhookUrl: 'http://127.0.0.1:9/none',
  });

const request = (change: Partial<PaymentRequest> = {}): PaymentRequest => ({
  idempotencyKey: randomUUID(),
  checkoutId: randomUUID(),
  amountMinor: 4_250,
  currency: 'EUR',
  paymentToken: 'pm_card_visa',
  returnUrl: 'http://localhost:7400/checkout/return?checkout=1',
  email: 'ada@example.com',
  ...change,
});

async function behave(mode: string, times = 1): Promise<void> {
  await fetch(`${address}/_sandbox/behaviour`, { method: 'POST', body: JSON.stringify({ mode, times }) });
}

async function netCharged(checkoutId: string): Promise<number> {
  const told = await fetch(`${address}/_sandbox/ledger?checkout_id=${checkoutId}`);
  return ((await told.json()) as { netMinor: number }).netMinor;
}

async function token(number: string, change: Record<string, string> = {}): Promise<Response> {
  const form = {
    type: 'card',
    'card[number]': number,
    'card[exp_month]': '12',
    'card[exp_year]': '2031',
    'card[cvc]': '123',
    ...change,
  };
  return fetch(`${address}/v1/payment_methods`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys.publishableKey}` },
    body: new URLSearchParams(form),
  });
}

async function pay(number: string, change: Partial<PaymentRequest> = {}) {
  const { id } = (await (await token(number)).json()) as { id: string };
  return gateway.authoriseAndCapture(request({ paymentToken: id, ...change }));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ballast-gateway-'));
  sandbox = await start();
  address = `http://127.0.0.1:${sandbox.port}`;
});

beforeEach(async () => {
  await behave('normal');
  gateway = stripeGateway({ ...keys, apiBase: address, timeoutMs: 400 });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a good card is charged once, however often the same request comes', async () => {
  const order = request();
  const answers = [];
  for (let time = 0; time < 3; time++) answers.push(await gateway.authoriseAndCapture(order));
  expect(answers[0]).toMatchObject({ kind: 'captured', amountMinor: 4_250 });
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await netCharged(order.checkoutId)).toBe(4_250);
});

test.each([
  ['4000000000000002', 'generic_decline'],
  ['4000000000009995', 'insufficient_funds'],
  ['4000000000009987', 'lost_card'],
  ['4000000000009979', 'stolen_card'],
  ['4000000000000069', 'expired_card'],
  ['4000000000000127', 'incorrect_cvc'],
  ['4000000000000119', 'processing_error'],
])('card %s is declined as %s, and nothing is charged', async (number, code) => {
  const checkoutId = randomUUID();
  const outcome = await pay(number, { checkoutId });
  expect(outcome).toMatchObject({ kind: 'declined', code });
  expect(await netCharged(checkoutId)).toBe(0);
});

test.each([
  ['4242424242424241', {}, 'incorrect_number'],
  ['4242424242424242', { 'card[exp_year]': '2020' }, 'invalid_expiry_year'],
  ['4242424242424242', { 'card[exp_month]': '13' }, 'invalid_expiry_month'],
  ['4242424242424242', { 'card[cvc]': '1' }, 'invalid_cvc'],
  ["'; DROP TABLE cards; --", {}, 'incorrect_number'],
])('a mistyped card %s %o is refused when it is typed', async (number, change, code) => {
  const answer = await token(number, change as Record<string, string>);
  expect(answer.status).toBe(402);
  expect(await answer.json()).toMatchObject({ error: { type: 'card_error', code } });
});

test.each([
  ['4000002500003155', 'approve', 'captured'],
  ['4000002760003184', 'decline', 'declined'],
  ['4000008400001629', 'approve', 'declined'],
])('3-D Secure with %s, answered %s, ends %s', async (number, answer, end) => {
  const checkoutId = randomUUID();
  const outcome = await pay(number, { checkoutId });
  if (outcome.kind !== 'requires_action') throw new Error(`expected a challenge, got ${outcome.kind}`);
  expect(await netCharged(checkoutId)).toBe(0);
  expect(await (await fetch(outcome.actionUrl)).text()).toContain('€42.50');
  const back = await fetch(outcome.actionUrl, {
    method: 'POST',
    body: new URLSearchParams({ answer }),
    redirect: 'manual',
  });
  expect(back.status).toBe(303);
  expect(back.headers.get('location')).toContain('checkout=1');
  const found = await gateway.lookUp({
    reference: outcome.reference,
    idempotencyKey: '',
    createdAfter: new Date(),
  });
  expect(found).toMatchObject({ kind: 'found', outcome: { kind: end } });
  expect(await netCharged(checkoutId)).toBe(end === 'captured' ? 4_250 : 0);
});

test('a time-out after the capture is ambiguous, and the look-up by attempt finds the money', async () => {
  await behave('timeout_after', 3);
  const order = request();
  const createdAfter = new Date();
  const outcome = await gateway.authoriseAndCapture(order);
  // The SDK repeats with the same key: it either learns the stored answer or stays in the dark, but pays once.
  expect(['ambiguous', 'captured']).toContain(outcome.kind);
  expect(await netCharged(order.checkoutId)).toBe(4_250);
  const found = await gateway.lookUp({ reference: null, idempotencyKey: order.idempotencyKey, createdAfter });
  expect(found).toMatchObject({ kind: 'found', outcome: { kind: 'captured', amountMinor: 4_250 } });
});

test('a time-out before the capture is ambiguous, and the look-up finds nothing', async () => {
  await behave('timeout_before', 3);
  const order = request();
  expect(await gateway.authoriseAndCapture(order)).toMatchObject({ kind: 'ambiguous' });
  const found = await gateway.lookUp({
    reference: null,
    idempotencyKey: order.idempotencyKey,
    createdAfter: new Date(),
  });
  expect(found).toEqual({ kind: 'not_found' });
});

test('five outages open the breaker: the next customer is refused at once and not charged', async () => {
  await behave('error500', 100);
  for (let time = 0; time < 5; time++) {
    expect(await gateway.authoriseAndCapture(request())).toMatchObject({ kind: 'ambiguous' });
  }
  expect(gateway.breaker()).toBe('open');
  const began = performance.now();
  const order = request();
  expect(await gateway.authoriseAndCapture(order)).toEqual({ kind: 'unavailable', reason: 'circuit_open' });
  expect(performance.now() - began).toBeLessThan(50);
  await behave('normal');
  expect(await netCharged(order.checkoutId)).toBe(0);
});

test('a declined card does not open the breaker', async () => {
  for (let time = 0; time < 8; time++) {
    await gateway.authoriseAndCapture(request({ paymentToken: 'pm_card_chargeDeclined' }));
  }
  expect(gateway.breaker()).toBe('closed');
});

test('refunds: in parts, the same key once, never more than was charged', async () => {
  const order = request();
  const paid = await gateway.authoriseAndCapture(order);
  if (paid.kind !== 'captured') throw new Error(paid.kind);
  const refund = (amountMinor: number, idempotencyKey: string = randomUUID()) =>
    gateway.refund({ reference: paid.reference, amountMinor, idempotencyKey, reason: 'test' });
  const key = randomUUID();
  expect((await refund(1_000, key)).ok).toBe(true);
  expect((await refund(1_000, key)).ok).toBe(true);
  expect(await netCharged(order.checkoutId)).toBe(3_250);
  expect(await refund(3_251)).toMatchObject({ ok: false, error: { kind: 'refused' } });
  expect((await refund(3_250)).ok).toBe(true);
  expect(await refund(1)).toMatchObject({ ok: false, error: { kind: 'refused' } });
  expect(await netCharged(order.checkoutId)).toBe(0);
});

test('the same key with another amount is a conflict, and charges nothing more', async () => {
  const order = request();
  await gateway.authoriseAndCapture(order);
  expect(await gateway.authoriseAndCapture({ ...order, amountMinor: 9_999 })).toMatchObject({
    kind: 'ambiguous',
  });
  expect(await netCharged(order.checkoutId)).toBe(4_250);
});

test('an unknown key is refused; the publishable key makes tokens only', async () => {
  const wrong = await fetch(`${address}/v1/payment_intents`, {
    headers: { authorization: 'Bearer sk_test_other' },
  });
  expect(wrong.status).toBe(401);
  const publishable = { authorization: `Bearer ${keys.publishableKey}` };
  expect((await fetch(`${address}/v1/payment_intents`, { headers: publishable })).status).toBe(401);
});

test('what was acknowledged survives a restart', async () => {
  const order = request();
  await gateway.authoriseAndCapture(order);
  await sandbox.close();
  sandbox = await start(sandbox.port);
  // The pool still holds a connection of the process before.
  await vi.waitFor(() => netCharged(order.checkoutId));
  expect(await netCharged(order.checkoutId)).toBe(4_250);
  expect(await gateway.authoriseAndCapture(order)).toMatchObject({ kind: 'captured' });
  expect(await netCharged(order.checkoutId)).toBe(4_250);
});

test('a webhook with a changed byte has a bad signature', async () => {
  const { default: Stripe } = await import('stripe');
  const payload = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { id: 'pi_1', object: 'payment_intent', metadata: { checkout_id: 'c1' } } },
  });
  const signature = new Stripe('sk').webhooks.generateTestHeaderString({
    payload,
    secret: keys.webhookSecret,
  });
  expect(gateway.verifyWebhook(payload, signature)).toMatchObject({
    ok: true,
    value: { id: 'evt_1', reference: 'pi_1', checkoutId: 'c1' },
  });
  expect(gateway.verifyWebhook(`${payload} `, signature)).toEqual({
    ok: false,
    error: { kind: 'bad_signature' },
  });
  expect(gateway.verifyWebhook(payload, '')).toEqual({ ok: false, error: { kind: 'bad_signature' } });
});
