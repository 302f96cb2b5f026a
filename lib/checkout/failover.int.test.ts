import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { loadOrder } from '#lib/orders/index.ts';
import { gateway, gatewayNames, publicGateways } from '#lib/payments/index.ts';
import { db, env } from '#lib/platform/index.ts';
import { startWebhookWorker } from '#workers/payment-webhooks/webhook-worker.ts';
import { adyenWebhook, answerBank, openShop, tokens, unitMinor } from './checkout.fixtures.ts';
import { findCheckout } from './checkout.repository.ts';
import {
  getCheckout,
  paymentOverview,
  placeOrder,
  processWebhook,
  receiveWebhook,
  reconcileCheckouts,
  sweepWebhooks,
} from './index.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
let ctx: (typeof shop)['ctx'];

beforeAll(async () => {
  shop = await openShop();
  ({ ctx } = shop);
});
beforeEach(async () => {
  shop.clock.ahead = 0;
  env.PAYMENT_FAILOVER = 'when_unclear';
  for (const name of gatewayNames) await shop.behave('normal', 0, name);
  // A breaker of its own for each test.
  Object.assign(globalThis, { ballastGateways: undefined });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => shop.close());

/** Rounds of the reconciler until `ms` from now. */
async function letTimePass(ms: number): Promise<void> {
  const end = shop.clock.ahead + ms;
  const step = Math.max(31_000, ms / 6);
  while (shop.clock.ahead < end) {
    shop.clock.ahead = Math.min(end, shop.clock.ahead + step);
    await reconcileCheckouts(ctx);
  }
}

describe('at the backup', () => {
  test('a sale is one charge and one order; the card is forgotten', async () => {
    const input = await shop.order({ gateway: 'adyen' });
    const first = await placeOrder(ctx, input);
    expect(first).toMatchObject({ ok: true, value: { status: 'placed' } });
    expect(await placeOrder(ctx, input)).toEqual(first);
    expect(await shop.charged(input.checkoutId)).toMatchObject({
      netMinor: unitMinor,
      charges: [{ gateway: 'adyen' }],
    });
    const attempts = (await findCheckout(input.checkoutId))?.attempts;
    expect(attempts).toMatchObject([{ gateway: 'adyen', status: 'captured', paymentToken: '' }]);
  });

  test('3-D Secure ends with what the browser brings back, asked twice and by a stranger', async () => {
    const input = await shop.order({ gateway: 'adyen', paymentToken: tokens.adyen.challenge });
    const answer = await placeOrder(ctx, input);
    if (!answer.ok || answer.value.status !== 'requires_action') throw new Error(JSON.stringify(answer));
    const back = await answerBank(answer.value.actionUrl, 'approve');
    const { cartId } = input;
    const { actionUrl } = answer.value;
    expect(await getCheckout(ctx, input.checkoutId, { cartId })).toEqual({
      status: 'requires_action',
      actionUrl,
    });
    const forged = await getCheckout(ctx, input.checkoutId, { cartId, redirectResult: 'forged' });
    expect(forged).toMatchObject({ status: 'requires_action' });
    // Where the bank waits is told to nobody else.
    expect(await getCheckout(ctx, input.checkoutId)).toEqual({ status: 'processing' });
    const redirectResult = back.searchParams.get('redirectResult');
    const both = await Promise.all([
      getCheckout(ctx, input.checkoutId, { redirectResult }),
      getCheckout(ctx, input.checkoutId, { redirectResult }),
    ]);
    expect(both.map((one) => one?.status)).toContain('placed');
    expect(await shop.charged(input.checkoutId)).toMatchObject({ netMinor: unitMinor, charges: [{}] });
    expect(await shop.ordersOf(input.checkoutId)).toBe(1);
  });

  test('3-D Secure never answered: taken back, and the late approval charges nothing', async () => {
    const input = await shop.order({ gateway: 'adyen', paymentToken: tokens.adyen.challenge });
    const answer = await placeOrder(ctx, input);
    if (!answer.ok || answer.value.status !== 'requires_action') throw new Error(JSON.stringify(answer));
    await letTimePass(31 * 60_000);
    expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ code: 'authentication_expired' });
    const back = await answerBank(answer.value.actionUrl, 'approve');
    const redirectResult = back.searchParams.get('redirectResult');
    await getCheckout(ctx, input.checkoutId, { redirectResult });
    expect(await shop.charged(input.checkoutId)).toMatchObject({ netMinor: 0, heldMinor: 0 });
  });

  test('an answer lost after the money was taken: the customer asks and learns that the order is placed', async () => {
    await shop.behave('reset_after', 3, 'adyen');
    const input = await shop.order({ gateway: 'adyen' });
    const answer = await placeOrder(ctx, input);
    expect(answer.ok && ['processing', 'placed'].includes(answer.value.status)).toBe(true);
    shop.clock.ahead = 3_000;
    expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
    expect(await shop.charged(input.checkoutId)).toMatchObject({ netMinor: unitMinor, charges: [{}] });
  });
});

describe('failover', () => {
  /** Pays at the primary, which misbehaves; then with the same checkout at the backup. */
  async function payElsewhere(mode: string): Promise<string> {
    await shop.behave(mode, 3);
    const input = await shop.order();
    const first = await placeOrder(ctx, input);
    expect(first).toMatchObject({ ok: true, value: { status: 'processing' } });
    await shop.behave('down', 1_000);
    shop.clock.ahead = 9_000;
    expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({
      status: 'failed',
      code: 'gateway_changed',
    });
    const again = { ...input, gateway: 'adyen' as const, paymentToken: tokens.adyen.good };
    expect(await placeOrder(ctx, again)).toMatchObject({ ok: true, value: { status: 'placed' } });
    return input.checkoutId;
  }

  test('captured at the primary, answer lost, captured at the backup: the first charge goes back', async () => {
    const checkoutId = await payElsewhere('reset_after');
    expect((await shop.charged(checkoutId)).netMinor).toBe(2 * unitMinor);
    // Also after an outage longer than any watch.
    await letTimePass(20 * 60_000);
    expect((await shop.charged(checkoutId)).netMinor).toBe(2 * unitMinor);
    await shop.behave('normal', 0);
    Object.assign(globalThis, { ballastGateways: undefined });
    await letTimePass(62_000);
    const { netMinor, charges } = await shop.charged(checkoutId);
    expect(netMinor).toBe(unitMinor);
    expect(charges.map((charge) => [charge.gateway, charge.refundedMinor])).toEqual([
      ['stripe', unitMinor],
      ['adyen', 0],
    ]);
    expect(await shop.ordersOf(checkoutId)).toBe(1);
    expect((await findCheckout(checkoutId))?.attempts.map(({ status }) => status)).toEqual([
      'unwound',
      'captured',
    ]);
  });

  test('never reached the primary: nothing to give back, and the attempt is closed for good', async () => {
    const checkoutId = await payElsewhere('reset');
    await shop.behave('normal', 0);
    Object.assign(globalThis, { ballastGateways: undefined });
    await letTimePass(12 * 60_000);
    expect((await shop.charged(checkoutId)).netMinor).toBe(unitMinor);
    expect((await findCheckout(checkoutId))?.attempts.map(({ status }) => status)).toEqual([
      'void',
      'captured',
    ]);
  });

  test('without the leave to fail over in doubt, the checkout waits for the primary', async () => {
    env.PAYMENT_FAILOVER = 'when_down';
    await shop.behave('reset_after', 3);
    const input = await shop.order();
    await placeOrder(ctx, input);
    await shop.behave('down', 1_000);
    shop.clock.ahead = 60_000;
    expect(await getCheckout(ctx, input.checkoutId)).toEqual({ status: 'processing' });
    await shop.behave('normal', 0);
    Object.assign(globalThis, { ballastGateways: undefined });
    expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
  });

  test('without any leave to fail over, nobody is sent elsewhere, neither when the primary is down nor later', async () => {
    env.PAYMENT_FAILOVER = 'never';
    await shop.behave('error500', 100);
    vi.useFakeTimers({ toFake: ['Date'] });
    const told: unknown[] = [];
    for (let time = 0; time < 6; time++) {
      const input = await shop.order();
      told.push(await placeOrder(ctx, input), (await findCheckout(input.checkoutId))?.failureCode);
    }
    expect(gateway('stripe').breaker()).toBe('open');
    expect(JSON.stringify(told)).toContain('payments_unavailable');
    expect(JSON.stringify(told)).not.toContain('gateway_changed');
    expect(told.at(-1)).toBe('payments_unavailable');
  });

  test('an open breaker: nobody is charged there, the backup is offered first', async () => {
    await shop.behave('error500', 100);
    // It counts outages within 30 s and lets a try through after 10 s: however long this takes, no time passes for it.
    vi.useFakeTimers({ toFake: ['Date'] });
    for (let time = 0; time < 5; time++) {
      await placeOrder(ctx, await shop.order());
      if (gateway('stripe').breaker() === 'open') break;
    }
    expect(gateway('stripe').breaker()).toBe('open');
    expect((await publicGateways()).map((one) => one.gateway)).toEqual(['adyen', 'stripe']);
    const input = await shop.order();
    expect(await placeOrder(ctx, input)).toMatchObject({ ok: false, error: { kind: 'gateway_changed' } });
    expect(await findCheckout(input.checkoutId)).toBeNull();
    const again = { ...input, gateway: 'adyen' as const, paymentToken: tokens.adyen.good };
    expect(await placeOrder(ctx, again)).toMatchObject({ ok: true, value: { status: 'placed' } });
  });
});

describe('webhooks', () => {
  const stored = (eventId: string) => db().webhookEvent.findFirst({ where: { eventId } });

  async function challenged() {
    const input = await shop.order({ gateway: 'adyen', paymentToken: tokens.adyen.challenge });
    await placeOrder(ctx, input);
    const attempt = (await findCheckout(input.checkoutId))?.attempts.at(-1);
    if (!attempt) throw new Error('no attempt');
    return { input, attempt };
  }

  test('stored once, processed by a job, and by the sweeper when the job is lost', async () => {
    const { attempt } = await challenged();
    const psp = randomUUID();
    const rawBody = adyenWebhook(attempt.idempotencyKey, { success: false, psp });
    const receive = () => receiveWebhook(ctx, { gateway: 'adyen', rawBody, signature: '' });
    const known = (await Promise.all([receive(), receive(), receive()])).map(
      (one) => one.ok && one.value.known,
    );
    expect(known.sort()).toEqual([false, true, true]);
    const eventId = `AUTHORISATION:${psp}:false`;
    expect(await stored(eventId)).toMatchObject({ processedAt: null, attemptKey: attempt.idempotencyKey });
    const worker = startWebhookWorker();
    try {
      await expect.poll(async () => (await stored(eventId))?.processedAt).toBeInstanceOf(Date);
    } finally {
      await worker.stop();
    }
    await db().webhookEvent.updateMany({ where: { eventId }, data: { processedAt: null } });
    shop.clock.ahead = 6_000;
    await sweepWebhooks(ctx);
    expect((await stored(eventId))?.processedAt).not.toBeNull();
  });

  test('a refusal told by webhook ends a checkout whose customer never came back; forged ones change nothing', async () => {
    const { input, attempt } = await challenged();
    const rawBody = adyenWebhook(attempt.idempotencyKey, { success: false, psp: randomUUID() });
    const forged = rawBody.replace('"success":"false"', '"success":"true"');
    expect(await receiveWebhook(ctx, { gateway: 'adyen', rawBody: forged, signature: '' })).toMatchObject({
      ok: false,
    });
    const psp = randomUUID();
    await receiveWebhook(ctx, {
      gateway: 'adyen',
      rawBody: adyenWebhook(attempt.idempotencyKey, { success: false, psp }),
      signature: '',
    });
    for (let time = 0; time < 2; time++) {
      await processWebhook(ctx, { gateway: 'adyen', eventId: `AUTHORISATION:${psp}:false` });
    }
    expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'failed' });
  });

  test.each([
    ['REFUND', 'a refund failed'],
    ['CAPTURE', 'the capture failed'],
  ])('%s that failed late is shown to staff once', async (eventCode, words) => {
    const input = await shop.order({ gateway: 'adyen' });
    await placeOrder(ctx, input);
    const checkout = await findCheckout(input.checkoutId);
    const attempt = checkout?.attempts.at(-1);
    if (!checkout || !attempt) throw new Error('no attempt');
    const psp = randomUUID();
    const rawBody = adyenWebhook(attempt.idempotencyKey, { eventCode, success: false, psp });
    await receiveWebhook(ctx, { gateway: 'adyen', rawBody, signature: '' });
    for (let time = 0; time < 2; time++) {
      await processWebhook(ctx, { gateway: 'adyen', eventId: `${eventCode}:${psp}:false` });
    }
    const notes = (
      await db().orderEvent.findMany({ where: { orderId: checkout.orderId, type: 'NoteAdded' } })
    ).map(({ data }) => JSON.stringify(data));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(words);
    // Without its money it is not packed.
    const captured = (await loadOrder(checkout.orderId))?.view.capturedMinor;
    expect(captured).toBe(eventCode === 'CAPTURE' ? 0 : unitMinor);
    const { troubled } = await paymentOverview(ctx);
    expect(troubled.find(({ id }) => id === attempt.id)?.errorCode).toBe(`${eventCode}_failed`.toLowerCase());
  });

  test('a webhook about a payment we never made is stored and does no harm', async () => {
    const psp = randomUUID();
    await receiveWebhook(ctx, {
      gateway: 'adyen',
      rawBody: adyenWebhook('unknown-1', { psp }),
      signature: '',
    });
    await processWebhook(ctx, { gateway: 'adyen', eventId: `AUTHORISATION:${psp}:true` });
    expect((await stored(`AUTHORISATION:${psp}:true`))?.processedAt).not.toBeNull();
  });
});
