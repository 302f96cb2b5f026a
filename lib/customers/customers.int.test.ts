import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { anybody } from '#lib/cart/cart.fixtures.ts';
import { marketOf } from '#lib/markets/index.ts';
import { placeOrderEvents } from '#lib/orders/index.ts';
import { closeDb, closeRedis, db, redis, systemContext, withTransaction } from '#lib/platform/index.ts';
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

const home = {
  name: 'Ada',
  line1: 'Kai 1',
  line2: '',
  city: 'Berlin',
  region: '',
  postcode: '10115',
  country: 'DE',
  phone: '',
};

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
  const { token } = value(await redeemLink(ctx, { token: link, session: null }));
  const proved = value(await currentCustomer(token));
  expect(proved?.confirmed).toBe(true);
  expect((await customerOrders(proved ?? unproved)).map((order) => order.number)).toEqual([number]);
  expect(await redeemLink(ctx, { token: link, session: null })).toEqual({
    ok: false,
    error: { kind: 'link_used_up' },
  });
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
  expect((await redeemLink(ctx, { token: link, session: null })).ok).toBe(false);
  const { token } = value(
    await resetPassword(ctx, { token: link, password: 'another long password', session: null }),
  );
  expect(value(await currentCustomer(old))).toBeNull();
  expect(value(await currentCustomer(token))?.email).toBe(email);
  expect((await signIn(ctx, { email, password, address: anyAddress() })).ok).toBe(false);
});

describe('an address that somebody else registered', () => {
  /** A stranger's account on a guest's address, with what they typed and an open session. */
  async function squatted() {
    const { customer: stranger, token, email } = await customer();
    await saveAddress(ctx, { customer: stranger, id: null, address: home });
    await addWishes(ctx, { customer: stranger, handles: ['mug'] });
    const number = await orderOf(email);
    return { stranger, token, email, number };
  }

  test.each(['sign_in', 'reset'] as const)(
    'is its owner’s alone from the first %s link on: nothing set before it opens or stays',
    async (kind) => {
      const { token: strangers, email, number } = await squatted();
      await askLink(kind, email);
      const link = { token: await mailedToken(email), session: null };
      const opened =
        kind === 'sign_in'
          ? await redeemLink(ctx, link)
          : await resetPassword(ctx, { ...link, password: 'the owner’s password' });
      expect(value(await currentCustomer(strangers))).toBeNull();
      expect((await signIn(ctx, { email, password, address: anyAddress() })).ok).toBe(false);
      const owner = value(await currentCustomer(value(opened).token));
      if (!owner) throw new Error('no session');
      expect(owner).toMatchObject({
        confirmed: true,
        hasPassword: kind === 'reset',
        name: email.split('@')[0],
      });
      expect(await getAccount(owner)).toMatchObject({ addresses: [], wishlist: [] });
      expect((await customerOrders(owner)).map((order) => order.number)).toEqual([number]);
    },
  );

  test('keeps everything for the browser that is signed in already', async () => {
    const { stranger: same, token: open, email } = await squatted();
    await askLink('sign_in', email);
    await redeemLink(ctx, { token: await mailedToken(email), session: open });
    const now = value(await currentCustomer(open));
    expect(now).toMatchObject({ id: same.id, confirmed: true, hasPassword: true, name: 'Ada' });
    expect(await getAccount(now ?? same)).toMatchObject({ addresses: [home], wishlist: ['mug'] });
    // Proved once, nothing is taken off by a later link, wherever it is opened.
    await askLink('sign_in', email);
    const { token } = value(await redeemLink(ctx, { token: await mailedToken(email), session: null }));
    expect(value(await currentCustomer(token))).toMatchObject({ hasPassword: true, name: 'Ada' });
    expect(value(await currentCustomer(open))).not.toBeNull();
  });

  test('another account’s session in that browser keeps nothing', async () => {
    const { token: strangers, email } = await squatted();
    const { token: elsewhere } = await customer();
    await askLink('sign_in', email);
    await redeemLink(ctx, { token: await mailedToken(email), session: elsewhere });
    expect(value(await currentCustomer(strangers))).toBeNull();
  });
});

describe('a new password ends each session', () => {
  const reset = async (email: string) => {
    await askLink('reset', email);
    const token = await mailedToken(email);
    return value(await resetPassword(ctx, { token, password: 'another long password', session: null }));
  };

  test('the oldest of more than are listed', async () => {
    const { email, token: first, customer: who } = await customer();
    for (let n = 0; n < 50; n++) {
      value(await signIn(ctx, { email, password, address: anyAddress() }));
    }
    expect(value(await currentCustomer(first))).toBeNull();
    expect(await redis('session').zcard(`customer-sessions:${who.id}`)).toBe(50);
    await reset(email);
    expect(value(await currentCustomer(first))).toBeNull();
  });

  test('one in use for so long that the list has ended', async () => {
    const { email, token: old, customer: who } = await customer();
    await redis('session').del(`customer-sessions:${who.id}`);
    expect(value(await currentCustomer(old))).not.toBeNull();
    const { token } = await reset(email);
    expect(value(await currentCustomer(old))).toBeNull();
    expect(value(await currentCustomer(token))?.email).toBe(email);
  });
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
  const { token } = value(await redeemLink(ctx, { token: await mailedToken(email), session: null }));
  const number = await orderOf(email);
  const next = anyEmail();
  await requestEmailChange(ctx, { customer: first, email: next, market: 'ie', address: anyAddress() });
  expect(value(await currentCustomer(token))?.email).toBe(email);
  const link = await mailedToken(next);
  const { customer: another } = await customer();
  expect(await confirmEmailChange(ctx, { customer: another, token: link })).toEqual({
    ok: false,
    error: { kind: 'link_used_up' },
  });
  expect(value(await currentCustomer(token))?.email).toBe(email);
  expect((await confirmEmailChange(ctx, { customer: first, token: link })).ok).toBe(true);
  const now = value(await currentCustomer(token));
  expect(now).toMatchObject({ email: next, confirmed: true });
  expect((await customerOrders(now ?? first)).map((order) => order.number)).toEqual([number]);
});

test('addresses and wishes are the customer’s own, and bounded', async () => {
  const [{ customer: mine }, { customer: other }] = [await customer(), await customer()];
  const { id } = value(await saveAddress(ctx, { customer: mine, id: null, address: home }));
  expect((await saveAddress(ctx, { customer: other, id, address: home })).ok).toBe(false);
  for (let n = 1; n < 20; n++) await saveAddress(ctx, { customer: mine, id: null, address: home });
  expect(await saveAddress(ctx, { customer: mine, id: null, address: home })).toMatchObject({
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
  await redeemLink(ctx, { token: await mailedToken(email), session: null });
  const number = await orderOf(email);
  const wanted = {
    customer: { ...who, confirmed: true },
    cartId: randomUUID(),
    market: marketOf('ie'),
    mayFill: anybody,
  };
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
