import { afterAll, expect, test } from 'vitest';
import { historyOf } from '#lib/audit/index.ts';
import { closeDb, closeRedis, db, redis, systemContext, uuidv7 } from '#lib/platform/index.ts';
import {
  currentCustomer,
  deleteCustomerAccount,
  endCustomerSessions,
  getCustomer,
  listCustomers,
  register,
  sendCustomerLink,
} from './index.ts';

const ctx = systemContext('staff:test');
const mark = uuidv7().slice(-12);

afterAll(async () => {
  await db().customer.deleteMany({ where: { email: { startsWith: mark } } });
  await db().$executeRaw`DELETE FROM mails WHERE to_address LIKE ${`${mark}%`}`;
  await closeDb();
  closeRedis();
});

async function customer(name: string): Promise<{ id: string; email: string; token: string }> {
  const email = `${mark}-${uuidv7().slice(-12)}@example.com`;
  const who = { email, name, password: `long ${mark}`, market: 'ie' as const, address: uuidv7() };
  const made = await register(ctx, who);
  if (!made.ok) throw new Error(made.error.kind);
  const [found] = (await listCustomers({ q: email })).customers;
  if (!found) throw new Error('not in the list');
  return { id: found.id, email, token: made.value.token };
}

test('somebody is found by how the address or the name begins, and signs come as they are', async () => {
  const [ada, grace] = [await customer(`Ada_${mark}`), await customer(`Grace ${mark}`)];
  const found = async (q: string) => (await listCustomers({ q })).customers.map(({ id }) => id);
  expect(await found(ada.email.slice(0, -4))).toEqual([ada.id]);
  expect(await found(`Grace ${mark}`.slice(0, -3))).toEqual([grace.id]);
  // The newest first; whoever fits both ways comes once.
  expect(await found(mark)).toEqual([grace.id, ada.id]);
  expect(await found(`Ada%${mark}`)).toEqual([]);
  expect(await found(`Ada_${mark}`)).toEqual([ada.id]);
  expect(await listCustomers({ q: mark, page: 9_999 })).toMatchObject({ customers: [], total: 2, pages: 1 });
});

test('staff see who it is, mail a link, sign out everywhere and delete; the log says so without a name', async () => {
  const { id, email, token } = await customer('Ada');
  expect(await getCustomer(id)).toMatchObject({ email, name: 'Ada', hasPassword: true, orders: [] });
  expect(await sendCustomerLink(ctx, { id, kind: 'reset' })).toMatchObject({ ok: true });
  expect(await currentCustomer(token)).toMatchObject({ value: { id } });
  // Also what is on no list any more, since it was used for longer than a list is kept.
  await redis('session').del(`customer-sessions:${id}`);
  expect(await endCustomerSessions(ctx, { id })).toMatchObject({ ok: true });
  expect(await currentCustomer(token)).toEqual({ ok: true, value: null });
  expect(await deleteCustomerAccount(ctx, { id })).toMatchObject({ ok: true });
  expect(await getCustomer(id)).toBeNull();
  const entries = await historyOf(`customer:${id}`);
  expect(entries.map(({ action }) => action)).toEqual([
    'customer.deleted',
    'customer.sessions_ended',
    'customer.link_sent',
  ]);
  expect(JSON.stringify(entries)).not.toContain(email);
  for (const done of [
    await deleteCustomerAccount(ctx, { id }),
    await endCustomerSessions(ctx, { id }),
    await sendCustomerLink(ctx, { id, kind: 'sign_in' }),
  ])
    expect(done).toEqual({ ok: false, error: { kind: 'not_found' } });
});
