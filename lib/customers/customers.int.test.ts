import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { marketOf } from '#lib/markets/index.ts';
import { placeOrderEvents } from '#lib/orders/index.ts';
import { closeDb, closeRedis, db, systemContext, withTransaction } from '#lib/platform/index.ts';
import {
  addWishes,
  type Customer,
  changePassword,
  confirmEmailChange,
  currentCustomer,
  customerOrders,
  deleteAccount,
  exportAccount,
  getAccount,
  redeemLink,
  register,
  removeWishes,
  reorder,
  requestEmailChange,
  requestLink,
  resetPassword,
  saveAddress,
  signIn,
  signOut,
  tryLimits,
} from './index.ts';

const ctx = systemContext('test');
const password = 'a good long password';
afterAll(async () => {
  closeRedis();
  await closeDb();
});

const anyAddress = () => `10.0.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
const anyEmail = () => `c-${randomUUID().slice(0, 12)}@example.com`;
const value = <T>(result: { ok: true; value: T } | { ok: false; error: { kind: string } }): T => {
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

async function customer(email = anyEmail()): Promise<{ customer: Customer; token: string; email: string }> {
  const { token } = value(
    await register(ctx, { email, name: 'Ada', password, market: 'de', address: anyAddress() }),
  );
  const found = value(await currentCustomer(token));
  if (!found) throw new Error('no session');
  return { customer: found, token, email };
}

/** The token of the newest mail to an address, as its link carries it. */
async function mailedToken(email: string): Promise<string> {
  const mail = await db().mail.findFirst({
    where: { toAddress: email },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return String((mail?.props as { url?: string })?.url).split('#')[1] ?? '';
}

const askLink = (kind: 'sign_in' | 'reset', email: string) =>
  requestLink(ctx, { kind, email, market: 'de', address: anyAddress() });

async function orderOf(email: string, sku = `GONE-${randomUUID().slice(0, 8)}`) {
  const orderId = ctx.newId();
  const placed = await withTransaction((tx) =>
    placeOrderEvents(tx, ctx, {
      orderId,
      checkoutId: randomUUID(),
      email,
      name: 'Ada',
      shippingAddress: {
        name: 'Ada',
        line1: 'Quay 1',
        line2: '',
        city: 'Galway',
        postcode: 'H91',
        country: 'IE',
        phone: '',
      },
      shippingMethod: { id: 'pickup', title: 'Collect', promise: '' },
      lines: [{ sku, title: 'Rope', variantTitle: '', quantity: 2, unitMinor: 500, totalMinor: 1_000 }],
      subtotalMinor: 1_000,
      shippingMinor: 0,
      taxMinor: 187,
      totalMinor: 1_000,
      currency: 'EUR',
      payment: { gateway: 'stripe', reference: randomUUID(), amountMinor: 1_000, currency: 'EUR' },
    }),
  );
  return placed.orderNumber;
}

test('an account opens by its password and by nothing else, ends at sign-out, and has one e-mail', async () => {
  const { email, token } = await customer();
  const tryIt = (typed: string, who = email) =>
    signIn(ctx, { email: who, password: typed, address: anyAddress() });
  expect((await tryIt(password)).ok).toBe(true);
  expect(await tryIt('wrong')).toEqual({ ok: false, error: { kind: 'wrong_credentials' } });
  expect(await tryIt(password, anyEmail())).toEqual({ ok: false, error: { kind: 'wrong_credentials' } });
  expect(await register(ctx, { email, name: 'B', password, market: 'ie', address: anyAddress() })).toEqual({
    ok: false,
    error: { kind: 'email_taken' },
  });
  await signOut({ token });
  expect(value(await currentCustomer(token))).toBeNull();
  expect(value(await currentCustomer('x'.repeat(43)))).toBeNull();
});

test('orders of an address are shown to whoever proved it, by a link that works once', async () => {
  const { customer: unproved, email } = await customer();
  const number = await orderOf(email);
  expect(await customerOrders(unproved)).toEqual([]);
  await askLink('sign_in', email);
  const link = await mailedToken(email);
  const { token } = value(await redeemLink(ctx, { token: link }));
  const proved = value(await currentCustomer(token));
  expect(proved?.confirmed).toBe(true);
  expect((await customerOrders(proved ?? unproved)).map((order) => order.number)).toEqual([number]);
  expect(await redeemLink(ctx, { token: link })).toEqual({ ok: false, error: { kind: 'link_used_up' } });
});

test('asking for a link says the same whether there is an account, and writes no mail to strangers', async () => {
  const stranger = anyEmail();
  expect(await askLink('sign_in', stranger)).toEqual({ ok: true, value: undefined });
  expect(await db().mail.count({ where: { toAddress: stranger } })).toBe(0);
});

test('a new password by mail ends every other session', async () => {
  const { email, token: old } = await customer();
  await askLink('reset', email);
  const link = await mailedToken(email);
  expect((await redeemLink(ctx, { token: link })).ok).toBe(false);
  await askLink('reset', email);
  const fresh = await mailedToken(email);
  const { token } = value(await resetPassword(ctx, { token: fresh, password: 'another long password' }));
  expect(value(await currentCustomer(old))).toBeNull();
  expect(value(await currentCustomer(token))?.email).toBe(email);
  expect((await signIn(ctx, { email, password, address: anyAddress() })).ok).toBe(false);
});

test('a password is changed by whoever knows it', async () => {
  const { customer: who } = await customer();
  const change = (current: string) =>
    changePassword(ctx, { customer: who, current, password: 'yet another password', address: anyAddress() });
  expect(await change('wrong')).toEqual({ ok: false, error: { kind: 'wrong_credentials' } });
  expect((await change(password)).ok).toBe(true);
});

test('the e-mail changes when its link is opened; proved orders stay in view', async () => {
  const { customer: first, email } = await customer();
  await askLink('sign_in', email);
  const { token } = value(await redeemLink(ctx, { token: await mailedToken(email) }));
  const number = await orderOf(email);
  const next = anyEmail();
  await requestEmailChange(ctx, { customer: first, email: next, market: 'ie', address: anyAddress() });
  expect(value(await currentCustomer(token))?.email).toBe(email);
  expect((await confirmEmailChange(ctx, { token: await mailedToken(next) })).ok).toBe(true);
  const now = value(await currentCustomer(token));
  expect(now).toMatchObject({ email: next, confirmed: true });
  expect((await customerOrders(now ?? first)).map((order) => order.number)).toEqual([number]);
});

test('addresses and wishes are the customer’s own, and bounded', async () => {
  const [{ customer: mine }, { customer: other }] = [await customer(), await customer()];
  const address = {
    name: 'Ada',
    line1: 'Kai 1',
    line2: '',
    city: 'Berlin',
    region: '',
    postcode: '10115',
    country: 'DE',
    phone: '',
  };
  const { id } = value(await saveAddress(ctx, { customer: mine, id: null, address }));
  expect((await saveAddress(ctx, { customer: other, id, address })).ok).toBe(false);
  for (let n = 1; n < 20; n++) await saveAddress(ctx, { customer: mine, id: null, address });
  expect(await saveAddress(ctx, { customer: mine, id: null, address })).toMatchObject({
    error: { kind: 'too_many' },
  });
  await addWishes(ctx, { customer: mine, handles: ['mug', 'rope', 'mug'] });
  await addWishes(ctx, { customer: mine, handles: ['rope', 'lamp'] });
  await removeWishes(ctx, { customer: mine, handles: ['mug'] });
  expect((await getAccount(mine)).wishlist.sort()).toEqual(['lamp', 'rope']);
  expect((await getAccount(other)).wishlist).toEqual([]);
});

test('what an order had goes into the cart again as far as it is sold; another’s order does not', async () => {
  const { customer: who, email } = await customer();
  await askLink('sign_in', email);
  await redeemLink(ctx, { token: await mailedToken(email) });
  const number = await orderOf(email);
  const wanted = { customer: { ...who, confirmed: true }, cartId: randomUUID(), market: marketOf('ie') };
  expect(await reorder(ctx, { ...wanted, orderNumber: number })).toEqual({
    ok: true,
    value: { added: 0, missing: ['Rope'] },
  });
  const foreign = await orderOf(anyEmail());
  expect(await reorder(ctx, { ...wanted, orderNumber: foreign })).toMatchObject({
    error: { kind: 'not_found' },
  });
});

test('everything can be taken away, and deleting leaves nothing but the orders', async () => {
  const { customer: who, email, token } = await customer();
  await addWishes(ctx, { customer: who, handles: ['mug'] });
  await orderOf(email);
  const data = JSON.parse(JSON.stringify(await exportAccount(ctx, { customer: who })));
  expect(data).toMatchObject({ account: { email, name: 'Ada' }, wishlist: ['mug'] });
  await deleteAccount(ctx, { customer: who });
  expect(value(await currentCustomer(token))).toBeNull();
  expect(await db().customer.count({ where: { email } })).toBe(0);
  expect(await db().wishlistItem.count({ where: { customerId: who.id } })).toBe(0);
  expect(await db().order.count({ where: { email } })).toBe(1);
});

test('tries are counted by e-mail, whatever the address they come from', async () => {
  const email = anyEmail();
  const outcomes = [];
  for (let n = 0; n <= tryLimits.email; n++) {
    outcomes.push(await signIn(ctx, { email, password: 'x', address: anyAddress() }));
  }
  expect(outcomes.slice(0, -1).every((one) => !one.ok && one.error.kind === 'wrong_credentials')).toBe(true);
  expect(outcomes.at(-1)).toMatchObject({ error: { kind: 'rate_limited' } });
});
