import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSession, createStaff, type Role, roles, sessionCookie } from '#lib/auth/index.ts';
import { loadOrder, placeOrderEvents } from '#lib/orders/index.ts';
import { closeDb, closeRedis, db, env, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { POST as postEffect } from '../effects/route.ts';
import { POST } from './[id]/commands/route.ts';

const ctx = systemContext('test');
const tokens = new Map<Role | 'nobody', string>();
const orderId = uuidv7();

beforeAll(async () => {
  for (const role of roles) {
    const email = `${role}-${uuidv7()}@staff.example`;
    const { staff } = await createStaff(ctx, { email, name: role, password: 'long enough', role });
    tokens.set(role, await createSession(ctx, staff));
  }
  const lines = [
    { sku: 'MUG', title: 'Mug', variantTitle: '', quantity: 1, unitMinor: 1000, totalMinor: 1000 },
  ];
  const shippingAddress = {
    name: 'A',
    line1: '1',
    line2: '',
    city: 'C',
    postcode: 'P',
    country: 'IE',
    phone: '',
  };
  const payment = { gateway: 'stripe', reference: 'pi_x', amountMinor: 1000, currency: 'EUR' };
  await withTransaction((tx) =>
    placeOrderEvents(tx, ctx, {
      orderId,
      checkoutId: orderId,
      email: 'ada@example.com',
      name: 'Ada',
      shippingAddress,
      shippingMethod: { id: 'standard', title: 'Standard', promise: '' },
      lines,
      subtotalMinor: 1000,
      shippingMinor: 0,
      taxMinor: 0,
      totalMinor: 1000,
      currency: 'EUR',
      payment,
    }),
  );
});

afterAll(async () => {
  await db().outboxMessage.deleteMany({ where: { payload: { path: '$.orderId', equals: orderId } } });
  closeRedis();
  await closeDb();
});

function ask(who: Role | 'nobody', body: unknown): Request {
  const token = tokens.get(who);
  return new Request(new URL('/api/admin/x', env.SHOP_URL), {
    method: 'POST',
    headers: { ...(token ? { cookie: `${sessionCookie}=${token}` } : {}), origin: env.SHOP_URL },
    body: JSON.stringify(body),
  });
}

async function act(who: Role | 'nobody', command: unknown, seenVersion = 2, of = orderId) {
  const response = await POST(ask(who, { id: uuidv7(), seenVersion, command }), {
    params: Promise.resolve({ id: of }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

test('only staff who may act on orders can', async () => {
  const note = { do: 'add_note', text: 'hello' };
  expect((await act('nobody', note)).status).toBe(401);
  expect((await act('readonly', note)).status).toBe(403);
  expect((await act('support', note)).status).toBe(200);
});

test('a refusal says why, a conflict who was faster, and nothing is written', async () => {
  const early = await act('support', { do: 'ship', trackingNumber: 'T', carrier: '' });
  expect(early).toMatchObject({ status: 409, body: { detail: 'An order that is paid cannot be shipped' } });
  expect((await act('owner', { do: 'refund', amountMinor: 100, reason: 'late' }, 3)).status).toBe(200);
  const late = await act('support', { do: 'cancel', reason: 'fraud', restock: true }, 3);
  expect(late).toMatchObject({ status: 409, body: { code: 'order_changed' } });
  expect(late.body.detail).toMatch(/^owner-.*@staff.example asked for a refund \d s ago. .* look again.$/);
  const tooMuch = await act('owner', { do: 'refund', amountMinor: 901, reason: 'x' }, 4);
  expect(tooMuch.body.detail).toBe('More than nothing and at most \u20ac9.00 can be refunded');
  expect((await loadOrder(orderId))?.state.version).toBe(4);
});

test.each([
  [{ do: 'explode' }],
  [{ do: 'refund', amountMinor: -1, reason: 'x' }],
  [{ do: 'refund', amountMinor: 1.5, reason: 'x' }],
  [{ do: 'cancel', reason: '', restock: true }],
  [{ do: 'ship', trackingNumber: 'a\nb' }],
  [
    {
      do: 'refund_lines',
      reason: 'x',
      lines: [
        { sku: 'MUG', quantity: 1 },
        { sku: 'MUG', quantity: 1 },
      ],
    },
  ],
  [{ do: 'add_note', text: '\ud800' }],
])('%j is a clear 422', async (command) => {
  expect((await act('owner', command)).status).toBe(422);
});

test('an order that is not there is a 404, an effect that is not parked a 409', async () => {
  expect((await act('owner', { do: 'deliver' }, 1, uuidv7())).status).toBe(404);
  expect((await act('owner', { do: 'deliver' }, 1, 'x')).status).toBe(404);
  const effect = { do: 'retry', consumer: 'erp', eventId: uuidv7() };
  expect((await postEffect(ask('support', effect))).status).toBe(409);
  expect((await postEffect(ask('support', { ...effect, do: 'dismiss', note: ' ' }))).status).toBe(422);
  expect((await postEffect(ask('readonly', effect))).status).toBe(403);
});
