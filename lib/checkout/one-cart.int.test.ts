import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { anybody } from '#lib/cart/cart.fixtures.ts';
import { addToCart, viewCart } from '#lib/cart/index.ts';
import { db } from '#lib/platform/index.ts';
import { openShop, saleUntil, type TestShop, tokens, unitMinor } from './checkout.fixtures.ts';
import { getCheckout, placeOrder } from './index.ts';
import type { PlaceOrderInput } from './types.ts';

let shop: TestShop;
let ctx: TestShop['ctx'];
beforeAll(async () => {
  shop = await openShop();
  ({ ctx } = shop);
});
beforeEach(() => {
  shop.clock.ahead = 0;
});
afterAll(() => shop.close());

/** The same cart, paid for under another checkout's id: a tab of another market, or a browser that forgot. */
const otherTab = (input: PlaceOrderInput): PlaceOrderInput => ({ ...input, checkoutId: randomUUID() });

async function madeOf(inputs: PlaceOrderInput[]) {
  let orders = 0;
  let charges = 0;
  for (const { checkoutId } of inputs) {
    orders += await shop.ordersOf(checkoutId);
    charges += (await shop.charged(checkoutId)).charges.length;
  }
  return { orders, charges };
}

test('two checkouts of one cart at once: one order and one charge; filled again, it is bought again', async () => {
  for (let time = 0; time < 5; time++) {
    const first = await shop.order();
    const both = [first, otherTab(first)];
    const outcomes = await Promise.all(both.map((input) => placeOrder(ctx, input)));
    expect(await madeOf(both)).toEqual({ orders: 1, charges: 1 });
    for (const outcome of outcomes)
      expect(outcome.ok ? outcome.value.status : outcome.error.kind).toMatch(/^(placed|cart_in_payment)$/);
    await addToCart(ctx, { cartId: first.cartId ?? '', sku: shop.sku, quantity: 1, mayFill: anybody });
    const again = otherTab(first);
    expect(await placeOrder(ctx, again)).toMatchObject({ ok: true, value: { status: 'placed' } });
    expect(await madeOf([...both, again])).toEqual({ orders: 2, charges: 2 });
  }
});

test('a declined payment leaves the cart free for another checkout', async () => {
  const first = await shop.order({ paymentToken: tokens.stripe.declined });
  expect((await placeOrder(ctx, first)).ok).toBe(false);
  const second = { ...otherTab(first), paymentToken: tokens.stripe.good };
  expect(await placeOrder(ctx, second)).toMatchObject({ ok: true, value: { status: 'placed' } });
});

test('3-D Secure left open in another tab: told until when, with the way to it; free once it has expired', async () => {
  const first = await shop.order({ paymentToken: tokens.stripe.challenge });
  expect(await placeOrder(ctx, first)).toMatchObject({ value: { status: 'requires_action' } });
  const second = { ...otherTab(first), paymentToken: tokens.stripe.good };
  expect(await placeOrder(ctx, second)).toEqual({
    ok: false,
    error: { kind: 'cart_in_payment', checkoutId: first.checkoutId, minutes: 30 },
  });
  // Also when more was put into it since.
  await addToCart(ctx, { cartId: first.cartId ?? '', sku: shop.sku, quantity: 1, mayFill: anybody });
  const more = { ...second, expectedTotalMinor: 2 * unitMinor };
  expect(await placeOrder(ctx, more)).toMatchObject({ error: { kind: 'cart_in_payment' } });
  shop.clock.ahead = 31 * 60_000;
  expect(await placeOrder(ctx, more)).toMatchObject({ ok: true, value: { status: 'placed' } });
  expect(await getCheckout(ctx, first.checkoutId)).toMatchObject({ code: 'authentication_expired' });
  expect(await madeOf([first, more])).toEqual({ orders: 1, charges: 1 });
});

test('captured in another tab, whose request died: the cart waits for it, and then is its order', async () => {
  const first = await shop.order();
  await saleUntil(shop, 'record', first);
  const second = otherTab(first);
  expect(await placeOrder(ctx, second)).toMatchObject({
    error: { kind: 'cart_in_payment', checkoutId: first.checkoutId },
  });
  shop.clock.ahead = 5_000;
  const told = await placeOrder(ctx, second);
  expect(told).toMatchObject({ ok: true, value: { status: 'placed' } });
  expect(told).toMatchObject({ value: await getCheckout(ctx, first.checkoutId, { cartId: first.cartId }) });
  expect(await madeOf([first, second])).toEqual({ orders: 1, charges: 1 });
});

test('a cart left full by a death after the order is that order, until something is put into it', async () => {
  const first = await shop.order();
  await saleUntil(shop, 'record:committed', first);
  const told = await placeOrder(ctx, otherTab(first));
  expect(told).toMatchObject({ value: await getCheckout(ctx, first.checkoutId, { cartId: first.cartId }) });
  expect(await viewCart(ctx, { cartId: first.cartId })).toMatchObject({ value: { lines: [] } });

  const kept = await shop.order();
  await saleUntil(shop, 'record:committed', kept);
  await addToCart(ctx, { cartId: kept.cartId ?? '', sku: shop.sku, quantity: 1, mayFill: anybody });
  const more = { ...otherTab(kept), expectedTotalMinor: 2 * unitMinor };
  expect(await placeOrder(ctx, more)).toMatchObject({ ok: true, value: { status: 'placed' } });
});

test('what the release before left behind blocks no cart', async () => {
  const first = await shop.order({ paymentToken: tokens.stripe.declined });
  await placeOrder(ctx, first);
  // It does not know the columns, and so does not empty them.
  const content = randomUUID();
  const data = { payingCart: first.cartId, cartContent: content };
  await db().checkout.update({ where: { id: first.checkoutId }, data });
  const second = { ...otherTab(first), paymentToken: tokens.stripe.good };
  expect(await placeOrder(ctx, second)).toMatchObject({ ok: true, value: { status: 'placed' } });
});
