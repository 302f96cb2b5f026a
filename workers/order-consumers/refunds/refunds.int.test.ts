import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendWithRetry, loadOrder, type OrderCommand, retryEffect } from '#lib/orders/index.ts';
import { type GatewayName, gateway } from '#lib/payments/index.ts';
import { closeDb, db, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { startGateway } from '#workers/sandbox/gateway/index.ts';
import { forgetMessages, placed } from '../consumers.fixtures.ts';
import { handle } from '../pipeline.ts';
import { refunds } from './refunds.ts';

const ctx = systemContext('test');
const folder = mkdtempSync(join(tmpdir(), 'ballast-refunds-'));
const ledgerFile = join(folder, 'gateway.jsonl');
const orderIds: string[] = [];
let sandbox: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  sandbox = await startGateway({
    port: 0,
    webhookUrl: 'http://127.0.0.1:1/nobody',
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    ledgerFile,
    publishableKey: env.STRIPE_PUBLISHABLE_KEY,
    secretKey: env.STRIPE_SECRET_KEY,
    adyen: {
      apiKey: env.ADYEN_API_KEY,
      clientKey: env.ADYEN_CLIENT_KEY,
      merchantAccount: env.ADYEN_MERCHANT_ACCOUNT,
      hmacKey: env.ADYEN_HMAC_KEY,
      webhookUrl: 'http://127.0.0.1:1/nobody',
    },
  });
  const address = `http://127.0.0.1:${sandbox.port}`;
  Object.assign(env, { STRIPE_API_BASE: address, ADYEN_API_BASE: `${address}/adyen` });
});
afterAll(async () => {
  await forgetMessages(orderIds);
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
  await closeDb();
});

const adyenCard = Buffer.from(
  JSON.stringify({
    type: 'scheme',
    encryptedCardNumber: 'test_4242424242424242',
    encryptedExpiryMonth: 'test_12',
    encryptedExpiryYear: 'test_2031',
    encryptedSecurityCode: 'test_123',
  }),
).toString('base64url');
const cards: Record<GatewayName, string> = { stripe: 'pm_card_visa', adyen: adyenCard };

async function paidAt(name: GatewayName, amountMinor: number, currency: string): Promise<string> {
  const checkoutId = uuidv7();
  const outcome = await gateway(name).authoriseAndCapture({
    idempotencyKey: checkoutId,
    checkoutId,
    amountMinor,
    currency,
    paymentToken: cards[name],
    returnUrl: 'http://shop.test/checkout/return',
    email: 'ada@example.com',
  });
  if (outcome.kind !== 'captured') throw new Error(JSON.stringify(outcome));
  return outcome.reference;
}

const cancel = (refundId: string): OrderCommand => ({
  do: 'cancel',
  reason: 'changed_mind',
  restock: true,
  refundId,
});

async function refundOf(payment: Parameters<typeof placed>[2] = {}, command = cancel) {
  const { orderId } = await placed('TEST-none', 1, payment);
  orderIds.push(orderId);
  await appendWithRetry(ctx, { orderId, command: command(ctx.newId()) });
  const row = await db().outboxMessage.findFirstOrThrow({
    where: { topic: 'refunds', payload: { path: '$.orderId', equals: orderId } },
  });
  const data = { ...(row.payload as object), eventId: row.eventId, outboxId: row.id.toString() };
  const key = { consumer: 'refunds', eventId: row.eventId };
  return { orderId, run: () => handle(refunds, data), key };
}

const refundRows = (reference: string) =>
  readFileSync(ledgerFile, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { kind: string; value: { intent?: string; amount?: number } })
    .filter((row) => row.kind === 'refund' && row.value.intent === reference);

test('a refund goes to the gateway once, even when the worker forgot that it had asked', async () => {
  const reference = await paidAt('stripe', 2500, 'EUR');
  const { orderId, run, key } = await refundOf({ reference });
  await run();
  // As after a crash between the gateway's answer and our commit.
  await db().consumerInbox.update({ where: { consumer_eventId: key }, data: { status: 'retrying' } });
  await run();
  expect(refundRows(reference).map((row) => row.value.amount)).toEqual([2500]);
  expect((await loadOrder(orderId))?.view).toMatchObject({ status: 'cancelled', refundedMinor: 2500 });
});

const tellSandbox = (what: string, body: object = {}) =>
  fetch(`http://127.0.0.1:${sandbox.port}/_sandbox/${what}`, { method: 'POST', body: JSON.stringify(body) });

test('a partial refund whose answer was lost is not made again when Stripe has forgotten its key', async () => {
  const reference = await paidAt('stripe', 2500, 'EUR');
  const { orderId, run, key } = await refundOf({ reference }, (refundId) => ({
    do: 'request_refund',
    refundId,
    amountMinor: 1000,
    reason: 'late',
  }));
  await run();
  await db().consumerInbox.update({ where: { consumer_eventId: key }, data: { status: 'retrying' } });
  await tellSandbox('forget_answers');
  await run();
  expect(refundRows(reference).map((row) => row.value.amount)).toEqual([1000]);
  expect((await loadOrder(orderId))?.view.refundedMinor).toBe(1000);
});

test('a refusal is not repeated for a day: once its cause is mended, Retry refunds', async () => {
  const reference = await paidAt('stripe', 2500, 'EUR');
  const others = { reference, amountMinor: 2500, currency: 'EUR', reason: 'x', askedAt: new Date() };
  await gateway('stripe').refund({ ...others, idempotencyKey: ctx.newId() });
  const { orderId, run, key } = await refundOf({ reference });
  await run();
  const inbox = () => db().consumerInbox.findUnique({ where: { consumer_eventId: key } });
  expect(await inbox()).toMatchObject({ status: 'failed', lastError: 'stripe: charge_already_refunded' });
  await tellSandbox('fail_refund', { payment: reference });
  expect(await retryEffect(ctx, key)).toMatchObject({ ok: true });
  await run();
  expect(await inbox()).toMatchObject({ status: 'done' });
  expect((await loadOrder(orderId))?.view.refundedMinor).toBe(2500);
});

test('what the gateway will not refund is not called refunded', async () => {
  const { orderId, run, key } = await refundOf();
  await run().catch(() => undefined);
  const row = await db().consumerInbox.findUnique({ where: { consumer_eventId: key } });
  expect(['failed', 'retrying']).toContain(row?.status);
  expect(row?.lastError).toMatch(/^stripe: /);
  expect((await loadOrder(orderId))?.view.refundedMinor).toBe(0);
});

test.each(['stripe', 'adyen'] as const)('%s refunds in the currency of the order', async (name) => {
  const reference = await paidAt(name, 2500, 'GBP');
  const { orderId, run } = await refundOf({ gateway: name, reference, currency: 'GBP' });
  await run();
  expect((await loadOrder(orderId))?.view).toMatchObject({ currency: 'GBP', refundedMinor: 2500 });
});
