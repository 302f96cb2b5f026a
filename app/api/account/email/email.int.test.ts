import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { register, requestEmailChange } from '#lib/customers/index.ts';
import { closeDb, closeRedis, db, env, systemContext } from '#lib/platform/index.ts';
import { sessionCookie } from '../answers.ts';
import { PUT } from './route.ts';

const ctx = systemContext('test');
afterAll(async () => {
  closeRedis();
  await closeDb();
});

const anyEmail = () => `e-${randomUUID().slice(0, 12)}@example.com`;

async function account() {
  const email = anyEmail();
  const address = `10.2.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  const made = await register(ctx, {
    email,
    name: 'Ada',
    password: 'a good long password',
    market: 'de',
    address,
  });
  if (!made.ok) throw new Error(made.error.kind);
  const { id } = await db().customer.findUniqueOrThrow({ where: { email } });
  const cookie = sessionCookie(made.value.token)['set-cookie']?.split(';')[0] ?? '';
  const customer = { id, email, name: 'Ada', market: 'de', confirmed: false, hasPassword: true };
  return { customer, cookie, address };
}

const confirm = (token: string, cookie?: string) =>
  PUT(
    new Request(new URL('/api/account/email', env.SHOP_URL), {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
      body: JSON.stringify({ token }),
    }),
    { params: Promise.resolve({}) },
  );

test('only who asked for a new address confirms it: a guest’s click, or another customer’s, changes nothing', async () => {
  const [mine, other] = [await account(), await account()];
  const next = anyEmail();
  await requestEmailChange(ctx, { ...mine, email: next, market: 'de' });
  const mail = await db().mail.findFirstOrThrow({ where: { toAddress: next } });
  const token = String((mail.props as { url?: string }).url).split('#')[1] ?? '';
  const stored = async () =>
    (await db().customer.findUniqueOrThrow({ where: { id: mine.customer.id } })).email;
  expect((await confirm(token)).status).toBe(401);
  expect((await confirm(token, other.cookie)).status).toBe(410);
  expect(await stored()).toBe(mine.customer.email);
  expect((await confirm(token, mine.cookie)).status).toBe(200);
  expect(await stored()).toBe(next);
  expect((await confirm(token, mine.cookie)).status).toBe(410);
  expect(mail.props).toMatchObject({ accountEmail: mine.customer.email });
});
