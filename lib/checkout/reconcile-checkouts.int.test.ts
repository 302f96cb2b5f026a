import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { primaryGateway } from '#lib/payments/index.ts';
import { db, env, insertRows } from '#lib/platform/index.ts';
import { openShop, saleUntil, type TestShop, tokens, unitMinor } from './checkout.fixtures.ts';
import { findCheckout } from './checkout.repository.ts';
import { getCheckout, placeOrder, reconcileCheckouts } from './index.ts';

let shop: TestShop;
let ctx: TestShop['ctx'];
const asConfigured = env.PAYMENT_GATEWAYS;
beforeAll(async () => {
  shop = await openShop();
  ({ ctx } = shop);
});
beforeEach(async () => {
  shop.clock.ahead = 0;
  await shop.behave('normal', 0);
  Object.assign(globalThis, { ballastGateways: undefined });
});
afterEach(() => {
  env.PAYMENT_GATEWAYS = asConfigured;
});
afterAll(() => shop.close());

test('an attempt made by a machine whose clock is behind is the present one all the same', async () => {
  const input = await shop.order({ paymentToken: tokens.stripe.declined });
  shop.clock.ahead = 10_000;
  await placeOrder(ctx, input);
  shop.clock.ahead = 0;
  await saleUntil(shop, 'record', { ...input, paymentToken: tokens.stripe.good });
  shop.clock.ahead = 31_000;
  await reconcileCheckouts(ctx);
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
  expect((await shop.charged(input.checkoutId)).netMinor).toBe(unitMinor);
  expect(await shop.ordersOf(input.checkoutId)).toBe(1);
});

test('more checkouts than a run takes that cannot be asked about do not hold up one that can', async () => {
  const good = await shop.order();
  await saleUntil(shop, 'record', good);
  const model = await findCheckout(good.checkoutId);
  const attempt = model?.attempts.at(-1);
  if (!model || !attempt) throw new Error('nothing was claimed');
  const ids = Array.from({ length: 51 }, () => randomUUID());
  const at = { createdAt: ctx.now(), updatedAt: new Date(model.deadlineAt.getTime() - 60_000) };
  const { attempts: _own, ...row } = model;
  await insertRows(
    db(),
    'checkouts',
    ids.map((id) => ({
      id,
      cartId: randomUUID(),
      orderId: randomUUID(),
      status: 'paying',
      requestHash: row.requestHash,
      details: row.details,
      totalMinor: row.totalMinor,
      currency: row.currency,
      deadlineAt: new Date(model.deadlineAt.getTime() - 1_000),
      ...at,
    })),
  );
  await insertRows(
    db(),
    'payment_attempts',
    ids.map((checkoutId) => ({
      id: randomUUID(),
      checkoutId,
      gateway: 'nobody',
      idempotencyKey: `${checkoutId}-1`,
      paymentToken: '',
      amountMinor: attempt.amountMinor,
      currency: attempt.currency,
      status: 'started',
      ...at,
    })),
  );
  try {
    shop.clock.ahead = 5_000;
    for (let run = 0; run < 2; run++) await reconcileCheckouts(ctx);
    expect((await findCheckout(good.checkoutId))?.status).toBe('placed');
  } finally {
    await db().checkout.updateMany({ where: { id: { in: ids } }, data: { status: 'declined' } });
  }
});

test('a gateway that was taken out still says what became of its payments; new ones go elsewhere', async () => {
  await shop.behave('reset_after', 3);
  const input = await shop.order();
  expect(await placeOrder(ctx, input)).toMatchObject({ ok: true, value: { status: 'processing' } });
  // A restart with another setting.
  env.PAYMENT_GATEWAYS = ['adyen'];
  Object.assign(globalThis, { ballastGateways: undefined });
  await shop.behave('normal', 0);
  shop.clock.ahead = 5_000;
  await reconcileCheckouts(ctx);
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
  expect((await shop.charged(input.checkoutId)).netMinor).toBe(unitMinor);
  expect(primaryGateway().name).toBe('adyen');
  const late = await shop.order({ gateway: 'stripe' });
  expect(await placeOrder(ctx, late)).toMatchObject({ error: { kind: 'gateway_changed' } });
});

test.each(['abc', tokens.stripe.good])(
  'a token that is none of Adyen’s (%s) is declined at once',
  async (paymentToken) => {
    const input = await shop.order({ gateway: 'adyen', paymentToken });
    expect(await placeOrder(ctx, input)).toMatchObject({
      ok: false,
      error: { kind: 'declined', code: 'invalid_request' },
    });
    const again = { ...input, paymentToken: tokens.adyen.good };
    expect(await placeOrder(ctx, again)).toMatchObject({ ok: true, value: { status: 'placed' } });
  },
);
