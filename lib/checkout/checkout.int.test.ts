import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { viewCart } from '#lib/cart/index.ts';
import { getProductForStaff, listProducts, setVariantPrice } from '#lib/catalogue/index.ts';
import { db } from '#lib/platform/index.ts';
import { stopRule } from '#lib/promotions/index.ts';
import { couponFor, enterCoupon, openShop, unitMinor } from './checkout.fixtures.ts';
import { findCheckout } from './checkout.repository.ts';
import { getCheckout, placeOrder } from './index.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
let ctx: (typeof shop)['ctx'];
let sku = '';

type Input = Parameters<typeof placeOrder>[1];
const order = (change: Partial<Input> = {}) => shop.order(change);
const charged = (checkoutId: string) => shop.charged(checkoutId);
const ordersOf = (checkoutId: string) => shop.ordersOf(checkoutId);

beforeAll(async () => {
  shop = await openShop();
  ({ ctx, sku } = shop);
});
beforeEach(async () => {
  shop.clock.ahead = 0;
  await shop.behave('normal');
});
afterAll(() => shop.close());

test('a sale: one charge, one order with its two events and its outbox, the cart empty; and the same answer again', async () => {
  const input = await order();
  const first = await placeOrder(ctx, input);
  expect(first).toMatchObject({ ok: true, value: { status: 'placed' } });
  expect(await placeOrder(ctx, input)).toEqual(first);
  expect(await charged(input.checkoutId)).toMatchObject({ netMinor: unitMinor, charges: [{}] });
  const checkout = await findCheckout(input.checkoutId);
  // What only the page shows is not kept.
  expect(checkout?.details.quote).not.toHaveProperty('pictures');
  const events = await db().orderEvent.findMany({
    where: { orderId: checkout?.orderId ?? '' },
    orderBy: { version: 'asc' },
  });
  expect(events.map(({ type }) => type)).toEqual(['OrderPlaced', 'PaymentCaptured']);
  expect(
    await db().outboxMessage.count({ where: { eventId: { in: events.map(({ eventId }) => eventId) } } }),
  ).toBeGreaterThan(0);
  expect(await viewCart(ctx, { cartId: input.cartId })).toMatchObject({ ok: true, value: { lines: [] } });
});

test('ten of the same request at once make one order and one charge', async () => {
  const input = await order();
  const answers = await Promise.all(Array.from({ length: 10 }, () => placeOrder(ctx, input)));
  for (const answer of answers)
    expect(answer.ok && ['placed', 'processing'].includes(answer.value.status)).toBe(true);
  expect(answers.some((answer) => answer.ok && answer.value.status === 'placed')).toBe(true);
  expect((await charged(input.checkoutId)).charges).toHaveLength(1);
  expect(await ordersOf(input.checkoutId)).toBe(1);
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
});

test('the same id with another body is a conflict and charges nothing more', async () => {
  const input = await order();
  await placeOrder(ctx, input);
  const other = { ...input, email: 'eve@example.com' };
  expect(await placeOrder(ctx, other)).toEqual({ ok: false, error: { kind: 'idempotency_conflict' } });
  expect((await charged(input.checkoutId)).netMinor).toBe(unitMinor);
});

test('a price that changed since it was shown is asked again, before any money moves', async () => {
  const input = await order();
  const { products } = await listProducts({ q: sku });
  const product = await getProductForStaff(products[0]?.id ?? '');
  const version = product?.variants[0]?.version ?? 0;
  const raised = await setVariantPrice(ctx, { sku, priceMinor: 2_100, expectedVersion: version });
  if (!raised.ok) throw new Error(raised.error.kind);
  const answer = await placeOrder(ctx, input);
  expect(answer).toMatchObject({ ok: false, error: { kind: 'price_changed', quote: { totalMinor: 2_100 } } });
  expect((await charged(input.checkoutId)).charges).toEqual([]);
  expect(await findCheckout(input.checkoutId)).toBeNull();
  const agreed = await placeOrder(ctx, { ...input, expectedTotalMinor: 2_100 });
  expect(agreed).toMatchObject({ ok: true, value: { status: 'placed' } });
  await setVariantPrice(ctx, { sku, priceMinor: unitMinor, expectedVersion: raised.value.version });
});

test('after a decline another card finishes the same checkout', async () => {
  const input = await order({ paymentToken: 'pm_card_chargeDeclined' });
  expect(await placeOrder(ctx, input)).toMatchObject({
    ok: false,
    error: { kind: 'declined', code: 'generic_decline' },
  });
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({
    status: 'failed',
    code: 'generic_decline',
  });
  const again = { ...input, paymentToken: 'pm_card_visa' };
  expect(await placeOrder(ctx, again)).toMatchObject({ ok: true, value: { status: 'placed' } });
  expect((await charged(input.checkoutId)).charges).toHaveLength(1);
});

test('an empty cart, no cart and a cart with more than there is are refused', async () => {
  const empty = await order({ cartId: randomUUID() });
  expect(await placeOrder(ctx, empty)).toEqual({ ok: false, error: { kind: 'cart_empty' } });
  expect(await placeOrder(ctx, { ...empty, cartId: null })).toEqual({
    ok: false,
    error: { kind: 'cart_empty' },
  });
  const input = await order({ cartId: await shop.cartWith(99), expectedTotalMinor: 99 * unitMinor });
  await db().stockItem.update({ where: { sku }, data: { onHand: 5 } });
  expect(await placeOrder(ctx, input)).toMatchObject({
    ok: false,
    error: { kind: 'lines_unavailable', lines: [{ sku, onHand: 5 }] },
  });
  await db().stockItem.update({ where: { sku }, data: { onHand: 1_000 } });
});

test('nobody is told anything of a checkout that does not exist', async () => {
  expect(await getCheckout(ctx, randomUUID())).toBeNull();
});

async function orderWith(code: string, change: Partial<Input> = {}): Promise<Input> {
  const input = await order({ expectedTotalMinor: unitMinor * 0.9, ...change });
  await enterCoupon(shop, input, code);
  return input;
}

test('32 pay at once with a coupon for five: five orders with it, the others are asked again, nobody is charged more than shown', async () => {
  const { code, rule } = await couponFor(shop, { usageLimit: 5 });
  const inputs = await Promise.all(
    Array.from({ length: 32 }, (_, index) => orderWith(code, { email: `c${index}@example.com` })),
  );
  const outcomes = await Promise.all(inputs.map((input) => placeOrder(ctx, input)));
  expect(outcomes.filter((outcome) => outcome.ok && outcome.value.status === 'placed')).toHaveLength(5);
  const asked = outcomes.filter((outcome) => !outcome.ok && outcome.error.kind === 'price_changed');
  expect(asked).toHaveLength(27);
  expect(asked[0]).toMatchObject({
    error: { quote: { totalMinor: unitMinor, coupon: null, couponProblem: { reason: 'used_up' } } },
  });
  const checkouts = await db().checkout.findMany({
    where: { id: { in: inputs.map(({ checkoutId }) => checkoutId) } },
  });
  expect(checkouts).toHaveLength(5);
  for (const { id } of checkouts) expect((await charged(id)).netMinor).toBe(unitMinor * 0.9);
  expect((await db().priceRule.findUniqueOrThrow({ where: { id: rule.id } })).used).toBe(5);
  const { state } = await db().order.findUniqueOrThrow({ where: { id: checkouts[0]?.orderId ?? '' } });
  expect(state).toMatchObject({
    lines: [
      {
        listMinor: unitMinor,
        totalMinor: unitMinor * 0.9,
        discounts: [{ ruleId: rule.id, code, amountMinor: unitMinor * 0.1 }],
      },
    ],
  });
});

test('a declined payment gives the coupon back, and the same customer cannot use it twice after an order', async () => {
  const { code, rule } = await couponFor(shop, { customerLimit: 1 });
  const used = async () => (await db().priceRule.findUniqueOrThrow({ where: { id: rule.id } })).used;
  const input = await orderWith(code, { paymentToken: 'pm_card_chargeDeclined' });
  expect((await placeOrder(ctx, input)).ok).toBe(false);
  expect(await used()).toBe(0);
  expect(await placeOrder(ctx, { ...input, paymentToken: 'pm_card_visa' })).toMatchObject({ ok: true });
  expect(await used()).toBe(1);
  const again = await orderWith(code, { email: ' ADA@example.com'.trim() });
  expect(await placeOrder(ctx, again)).toMatchObject({
    ok: false,
    error: { kind: 'price_changed', quote: { couponProblem: { reason: 'customer_limit' } } },
  });
  expect(await used()).toBe(1);
});

test('a coupon that ends while the customer types is said, not charged around', async () => {
  const { code, rule } = await couponFor(shop, {});
  const input = await orderWith(code);
  await stopRule(ctx, { id: rule.id, expectedVersion: rule.version });
  expect(await placeOrder(ctx, input)).toMatchObject({
    ok: false,
    error: { kind: 'price_changed', quote: { totalMinor: unitMinor, couponProblem: { reason: 'expired' } } },
  });
  expect(await ordersOf(input.checkoutId)).toBe(0);
});

test('whose purchase it is goes from the request to the checkout, the order and its first event', async () => {
  const input = await order();
  expect(await placeOrder(ctx, { ...input, traffic: 'synthetic' })).toMatchObject({ ok: true });
  const checkout = await findCheckout(input.checkoutId);
  expect(checkout?.traffic).toBe('synthetic');
  const orderId = checkout?.orderId ?? '';
  expect(await db().order.findUnique({ where: { id: orderId } })).toMatchObject({ traffic: 'synthetic' });
  expect(await db().orderEvent.findFirst({ where: { orderId, version: 1 } })).toMatchObject({
    data: { traffic: 'synthetic' },
  });
});

test('with nothing left to pay no card is asked, and the customer is told why', async () => {
  const { code } = await couponFor(shop, { value: 10_000 });
  const input = await orderWith(code, { expectedTotalMinor: 0 });
  expect(await placeOrder(ctx, input)).toEqual({ ok: false, error: { kind: 'amount_too_small' } });
  expect(await findCheckout(input.checkoutId)).toBeNull();
});
