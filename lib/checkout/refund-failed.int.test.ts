import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { actOnOrder, dismissEffect, loadOrder, orderTimeline, rebuildReadModel } from '#lib/orders/index.ts';
import { type GatewayName, gatewayNames } from '#lib/payments/index.ts';
import { db } from '#lib/platform/index.ts';
import { PermanentError } from '#workers/order-consumers/errors.ts';
import { handle } from '#workers/order-consumers/pipeline.ts';
import { refunds, refundsThrough } from '#workers/order-consumers/refunds/refunds.ts';
import { adyenWebhook, openShop, stripeRefundFailed, unitMinor } from './checkout.fixtures.ts';
import { findCheckout } from './checkout.repository.ts';
import { placeOrder, processWebhook, receiveWebhook, reconcileCheckouts } from './index.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
let ctx: (typeof shop)['ctx'];
beforeAll(async () => {
  shop = await openShop();
  ({ ctx } = shop);
});
beforeEach(() => {
  shop.clock.ahead = 0;
  Object.assign(globalThis, { ballastGateways: undefined });
});
afterAll(() => shop.close());

async function sold(gateway: GatewayName) {
  const input = await shop.order({ gateway });
  expect(await placeOrder(ctx, input)).toMatchObject({ ok: true, value: { status: 'placed' } });
  const checkout = await findCheckout(input.checkoutId);
  const attempt = checkout?.attempts.at(-1);
  if (!checkout || !attempt?.gatewayRef) throw new Error('not sold');
  const { id: checkoutId, orderId } = checkout;
  return { checkoutId, orderId, key: attempt.idempotencyKey, payment: attempt.gatewayRef };
}

/** Staff refund all of an order, and the worker carries it out. @returns the event that asked for it. */
async function refundAll(orderId: string, consumer = refunds): Promise<string> {
  const seenVersion = (await loadOrder(orderId))?.state.version ?? 0;
  const command = { do: 'refund' as const, amountMinor: unitMinor, reason: 'late' };
  const asked = await actOnOrder(ctx, { orderId, id: randomUUID(), seenVersion, command });
  expect(asked).toMatchObject({ ok: true });
  const row = await db().outboxMessage.findFirstOrThrow({
    where: { topic: 'refunds', payload: { path: '$.orderId', equals: orderId } },
    orderBy: { id: 'desc' },
  });
  const { eventId } = row;
  await handle(consumer, { ...(row.payload as object), eventId, outboxId: row.id.toString() });
  return eventId;
}

const refusing = refundsThrough(async () => {
  throw new PermanentError('the card is closed');
});

const eventsOf = async (orderId: string, type: string) =>
  ((await orderTimeline(orderId))?.events ?? []).filter((event) => event.type === type);

/** What the gateway says of a refund, its job delivered twice. */
async function tell(
  gateway: GatewayName,
  { key, payment }: { key: string; payment: string },
  refund: string,
  eventCode = 'REFUND_FAILED',
): Promise<void> {
  const stripe = `evt_${randomUUID()}`;
  const told =
    gateway === 'adyen'
      ? { rawBody: adyenWebhook(key, { eventCode, psp: refund, original: payment }), signature: '' }
      : stripeRefundFailed(stripe, { id: refund, payment });
  expect(await receiveWebhook(ctx, { gateway, ...told })).toMatchObject({ ok: true });
  const eventId = gateway === 'adyen' ? `${eventCode}:${refund}:true` : stripe;
  for (let time = 0; time < 2; time++) await processWebhook(ctx, { gateway, eventId });
}

test.each(gatewayNames)('a refund that fails at %s for good is owed again, once', async (gateway) => {
  const sale = await sold(gateway);
  await refundAll(sale.orderId);
  expect((await loadOrder(sale.orderId))?.view).toMatchObject({ refundedMinor: unitMinor });
  const [completed] = await eventsOf(sale.orderId, 'RefundCompleted');
  const { reference } = (completed?.data ?? {}) as { reference: string };
  await shop.failRefund(sale.payment);
  expect((await shop.charged(sale.checkoutId)).netMinor).toBe(unitMinor);

  await tell(gateway, sale, reference);
  await tell(gateway, sale, reference, 'REFUNDED_REVERSED');
  const failed = await eventsOf(sale.orderId, 'RefundFailed');
  expect(failed.map(({ title }) => title)).toEqual([
    expect.stringContaining(`Refund of €20.00 failed: ${gateway}: `),
  ]);
  expect(await eventsOf(sale.orderId, 'NoteAdded')).toEqual([]);
  expect((await loadOrder(sale.orderId))?.view).toMatchObject({ refundedMinor: 0, refundFailed: true });
  expect((await orderTimeline(sale.orderId))?.actions.refundableMinor).toBe(unitMinor);

  await refundAll(sale.orderId);
  expect((await shop.charged(sale.checkoutId)).netMinor).toBe(0);
  const after = { refundedMinor: unitMinor, refundFailed: false };
  expect((await loadOrder(sale.orderId))?.view).toMatchObject(after);
  expect((await rebuildReadModel(sale.orderId)).repaired).toEqual([]);
});

test('a failure told before the answer to the refund is recorded waits for it', async () => {
  const sale = await sold('adyen');
  await refundAll(sale.orderId, refusing);
  await expect(tell('adyen', sale, randomUUID())).rejects.toThrow(/not recorded yet/);
  expect(await eventsOf(sale.orderId, 'NoteAdded')).toEqual([]);
});

test('a refund that was refused and set aside by staff is owed again, once', async () => {
  const sale = await sold('stripe');
  const eventId = await refundAll(sale.orderId, refusing);
  const aside = { consumer: 'refunds', eventId, note: 'ask for a bank account' };
  expect(await dismissEffect(ctx, aside)).toMatchObject({ ok: true });
  expect(await dismissEffect(ctx, aside)).toMatchObject({ ok: false });
  const failed = await eventsOf(sale.orderId, 'RefundFailed');
  const title = 'Refund of €20.00 failed: set aside, ask for a bank account';
  expect(failed.map((event) => event.title)).toEqual([title]);
  await refundAll(sale.orderId);
  expect((await shop.charged(sale.checkoutId)).netMinor).toBe(0);
});

test.each(gatewayNames)(
  'a second payment that %s could not give back is withdrawn again',
  async (gateway) => {
    const sale = await sold(gateway);
    const attempts = async () => (await findCheckout(sale.checkoutId))?.attempts.map(({ status }) => status);
    const net = async () => (await shop.charged(sale.checkoutId)).netMinor;
    const reconcile = async () => {
      shop.clock.ahead += 31_000;
      await reconcileCheckouts(ctx);
    };
    // As the attempt of a checkout that was paid elsewhere.
    await db().paymentAttempt.update({
      where: { idempotencyKey: sale.key },
      data: { status: 'abandoned', updatedAt: new Date() },
    });
    await reconcile();
    for (let again = 0; again < 3; again++) {
      expect([await attempts(), await net()]).toEqual([['unwound'], 0]);
      await shop.failRefund(sale.payment);
      await tell(gateway, sale, randomUUID(), 'CANCEL_OR_REFUND_FAILED');
      expect([await attempts(), await net()]).toEqual([['abandoned'], unitMinor]);
      expect(await eventsOf(sale.orderId, 'NoteAdded')).toEqual([]);
      await reconcile();
    }
    expect([await attempts(), await net()]).toEqual([['unwound'], 0]);
    // Enough: somebody has to look.
    await tell(gateway, sale, randomUUID(), 'CANCEL_OR_REFUND_FAILED');
    expect(await attempts()).toEqual(['unwound']);
    expect(await eventsOf(sale.orderId, 'NoteAdded')).toHaveLength(1);
    expect(await eventsOf(sale.orderId, 'RefundFailed')).toEqual([]);
  },
);
