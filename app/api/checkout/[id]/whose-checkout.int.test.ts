import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop, type TestShop } from '#lib/checkout/checkout.fixtures.ts';
import { placeOrder } from '#lib/checkout/index.ts';
import { env } from '#lib/platform/index.ts';
import { GET } from './route.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** What a browser with this cart is told; without cookies for `null`. */
async function told(id: string, cartId: string | null): Promise<unknown> {
  const request = new Request(new URL(`/api/checkout/${id}`, env.SHOP_URL), {
    headers: cartId ? { cookie: `other=1; ballast_cart=${cartId}` } : {},
  });
  const answer = await GET(request, { params: Promise.resolve({ id }) });
  expect(answer.status).toBe(200);
  return answer.json();
}

test('the way to the order is told to the browser that placed it, and to nobody who only has the checkout’s id', async () => {
  const input = await shop.order();
  const placed = await placeOrder(shop.ctx, input);
  if (!placed.ok || placed.value.status !== 'placed') throw new Error(JSON.stringify(placed));
  expect(await told(input.checkoutId, input.cartId)).toEqual(placed.value);
  expect(await told(input.checkoutId, randomUUID())).toEqual({ status: 'placed' });
  expect(await told(input.checkoutId, null)).toEqual({ status: 'placed' });
});

test('why a payment was refused is told to either', async () => {
  const input = await shop.order({ paymentToken: 'pm_card_chargeDeclined' });
  await placeOrder(shop.ctx, input);
  for (const cartId of [input.cartId, null]) {
    expect(await told(input.checkoutId, cartId)).toMatchObject({ status: 'failed', code: 'generic_decline' });
  }
});
