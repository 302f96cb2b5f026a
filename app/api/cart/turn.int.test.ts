import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { saveForLater, viewCart } from '#lib/cart/index.ts';
import { openShop, type TestShop } from '#lib/checkout/checkout.fixtures.ts';
import { placeOrder } from '#lib/checkout/index.ts';
import { redeemLink, register, requestLink } from '#lib/customers/index.ts';
import { db, env } from '#lib/platform/index.ts';
import { getRoom, saveRoom, standInLine } from '#lib/waiting/index.ts';
import { sessionCookie } from '../account/answers.ts';
import { POST as reorder } from '../account/orders/[number]/reorder/route.ts';
import { PATCH, POST } from './route.ts';
import { PUT } from './saved/route.ts';

// A line stands before the article: whichever way it would come into a cart.
let shop: TestShop;
let cartId = '';
let order = { number: '', session: '' };
const email = `turn-${randomUUID()}@example.com`;
const address = '203.0.113.7';

/** Signs up with a confirmed address, which shows the orders made with it. */
async function signedIn(): Promise<string> {
  const by = { email, market: 'ie', address } as const;
  await register(shop.ctx, { ...by, name: 'Ada', password: 'a good long password' });
  await requestLink(shop.ctx, { ...by, kind: 'sign_in' });
  const mail = await db().mail.findFirst({ where: { toAddress: email }, orderBy: { id: 'desc' } });
  const token = String((mail?.props as { url?: string })?.url).split('#')[1] ?? '';
  const session = await redeemLink(shop.ctx, { token, session: null });
  if (!session.ok) throw new Error(session.error.kind);
  return sessionCookie(session.value.token)['set-cookie']?.split(';')[0] ?? '';
}

beforeAll(async () => {
  shop = await openShop();
  const placed = await placeOrder(shop.ctx, await shop.order({ email }));
  if (!placed.ok || placed.value.status !== 'placed') throw new Error(JSON.stringify(placed));
  order = { number: String(placed.value.orderNumber), session: await signedIn() };
  const room = { on: true, handles: [shop.sku.toLowerCase()] };
  const [startsAt, endsAt] = [-60_000, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString());
  await saveRoom(shop.ctx, { ...room, startsAt: startsAt ?? '', endsAt: endsAt ?? '' });
  // What was known of it before is kept for two seconds.
  await vi.waitFor(async () => expect((await getRoom(Date.now()))?.on).toBe(true), { timeout: 10_000 });
});
beforeEach(async () => {
  cartId = await shop.cartWith(2);
});
afterAll(async () => {
  await db().setting.deleteMany({ where: { key: 'waiting_room' } });
  await shop.close();
});

function asked(method: string, body: object, cookies = ''): Request {
  return new Request(new URL('/api/cart?market=ie', env.SHOP_URL), {
    method,
    headers: { 'content-type': 'application/json', cookie: `ballast_cart=${cartId}; ${cookies}` },
    body: JSON.stringify(body),
  });
}

async function inCart(): Promise<number> {
  const cart = await viewCart(shop.ctx, { cartId });
  return cart.ok ? cart.value.count : Number.NaN;
}

async function refused(answer: Response): Promise<void> {
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'waiting_room', line: '/cart/waiting' });
}

test('without a place nothing more comes into a cart: not added, not raised, not put back, not ordered again', async () => {
  const { sku } = shop;
  await refused(await POST(asked('POST', { sku, quantity: 1 })));
  await refused(await PATCH(asked('PATCH', { sku, quantity: 3 })));
  expect(await inCart()).toBe(2);
  const again = asked('POST', {}, order.session);
  await refused(await reorder(again, { params: Promise.resolve({ number: order.number }) }));
  expect(await inCart()).toBe(2);
  await saveForLater(shop.ctx, { cartId, sku });
  await refused(await PUT(asked('PUT', { sku })));
  expect(await inCart()).toBe(0);
});

test('what is in a cart may become less, and what is not in it is not set', async () => {
  const { sku } = shop;
  expect((await PATCH(asked('PATCH', { sku, quantity: 1 }))).status).toBe(200);
  expect(await inCart()).toBe(1);
  cartId = randomUUID();
  const absent = await PATCH(asked('PATCH', { sku, quantity: 1 }));
  expect(absent.status).toBe(404);
  expect(await absent.json()).toMatchObject({ code: 'not_in_cart' });
  expect(await inCart()).toBe(0);
});

test('in turn all of it goes', async () => {
  const { sku, ctx } = shop;
  const { cookie } = await standInLine(ctx, { cookie: null, address });
  const place = `ballast_line=${cookie}`;
  const raised = () => PATCH(asked('PATCH', { sku, quantity: 3 }, place)).then(({ status }) => status);
  await expect.poll(raised, { timeout: 10_000 }).toBe(200);
  expect((await POST(asked('POST', { sku, quantity: 1 }, place))).status).toBe(200);
  await saveForLater(ctx, { cartId, sku });
  expect((await PUT(asked('PUT', { sku }, place))).status).toBe(200);
  const again = asked('POST', {}, `${order.session}; ${place}`);
  const ordered = await reorder(again, { params: Promise.resolve({ number: order.number }) });
  expect(ordered.status).toBe(200);
  expect(await inCart()).toBe(5);
});
