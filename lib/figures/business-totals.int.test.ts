import { afterAll, beforeAll, expect, test } from 'vitest';
import { paymentOverview } from '#lib/checkout/index.ts';
import { type Ctx, closeDb, db, json, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { businessTotals } from './index.ts';

// A day of its own, later than whatever else the database holds.
const noon = new Date('2091-05-05T12:00:00Z');
const at = (time: string) => new Date(time.includes('T') ? time : `2091-05-05T${time}Z`);
let now = noon;
const ctx: Ctx = { ...systemContext('test'), now: () => now };

async function clear(): Promise<void> {
  const span = { gte: new Date('2091-05-04'), lt: new Date('2091-07-01') };
  await db().paymentAttempt.deleteMany({ where: { createdAt: span } });
  await db().checkout.deleteMany({ where: { createdAt: span } });
  await db().figureDay.deleteMany({ where: { day: { gte: '2091-01-01' } } });
}
beforeAll(clear);
afterAll(async () => {
  await clear();
  await closeDb();
});

type Attempt = { gateway?: string; method?: string; status: string; errorCode?: string };

async function checkout(
  time: string,
  status: string,
  attempts: Attempt[],
  traffic = 'shopper',
): Promise<void> {
  const id = uuidv7();
  const when = { createdAt: at(time), updatedAt: at(time) };
  const money = { currency: 'EUR' };
  await db().checkout.create({
    data: {
      ...{ id, cartId: id, orderId: id, requestHash: '', details: json({}), status, traffic },
      ...{ totalMinor: 100, deadlineAt: at(time), ...money, ...when },
    },
  });
  for (const { gateway = 'stripe', ...attempt } of attempts) {
    const key = uuidv7();
    await db().paymentAttempt.create({
      data: {
        ...{ id: key, checkoutId: id, gateway, idempotencyKey: key, paymentToken: '', amountMinor: 100 },
        ...{ ...money, ...when, ...attempt },
      },
    });
  }
}

async function totals(): Promise<Record<string, number>> {
  const series = await businessTotals(ctx);
  return Object.fromEntries(
    series.map(({ name, labels, value }) => [
      `${name.replace('ballast_', '')} ${Object.values(labels).sort().join(' ')}`,
      value,
    ]),
  );
}

function grown(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const changes = Object.entries(after).map(([key, value]) => [key, value - (before[key] ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}

test('counts checkouts and attempts by what came of them and by whose they are', async () => {
  const before = await totals();
  await checkout('10:00:00', 'placed', [
    { status: 'declined', errorCode: 'insufficient', method: 'amex' },
    { status: 'captured', method: 'visa' },
  ]);
  await checkout('10:01:00', 'declined', [
    { status: 'declined', errorCode: 'unavailable' },
    { status: 'unwound', errorCode: 'given_back', gateway: 'adyen' },
  ]);
  await checkout('10:02:00', 'declined', [{ status: 'abandoned', errorCode: 'expired' }]);
  await checkout('10:03:00', 'paying', [{ status: 'started' }]);
  await checkout('10:04:00', 'placed', [{ status: 'captured', method: 'visa' }], 'synthetic');
  const changes = grown(before, await totals());
  expect(changes).toEqual({
    'checkouts_started_total shopper': 4,
    'checkouts_completed_total shopper': 1,
    'checkouts_started_total synthetic': 1,
    'checkouts_completed_total synthetic': 1,
    'payment_attempts_total shopper stripe taken visa': 1,
    'payment_attempts_total amex refused shopper stripe': 1,
    'payment_attempts_total refused shopper stripe unknown': 1,
    'payment_attempts_total failed shopper stripe unknown': 1,
    'payment_attempts_total adyen failed shopper unknown': 1,
    'payment_attempts_total stripe synthetic taken visa': 1,
  });
});

test('what staff see of each gateway leaves our own traffic out as well', async () => {
  const { gateways } = await paymentOverview({ ...ctx, now: () => at('10:30:00') });
  const hour = gateways.find(({ name }) => name === 'stripe')?.hour;
  expect(hour).toMatchObject({ taken: 1, refused: 2, failed: 1, open: 1 });
});

test('never falls: not when rows change their mind, not at midnight, not by reading twice', async () => {
  const before = await totals();
  await db().paymentAttempt.updateMany({
    where: { errorCode: 'expired', createdAt: at('10:02:00') },
    data: { status: 'captured' },
  });
  const changed = grown(before, await totals());
  expect(changed).toEqual({ 'payment_attempts_total shopper stripe taken unknown': 1 });
  now = new Date('2091-05-06T01:00:00Z');
  // Begun before midnight, placed after it.
  await checkout('23:59:59', 'placed', []);
  const after = grown(before, await totals());
  expect(after['checkouts_completed_total shopper']).toBe(1);
  expect(Object.values(after).every((change) => change > 0)).toBe(true);
  expect(grown(await totals(), await totals())).toEqual({});
});

test('what was not counted while nobody did is counted afterwards, for a month', async () => {
  now = new Date('2091-05-06T12:00:00Z');
  const before = await totals();
  const later = (day: string) => checkout(day, 'placed', []);
  const asked = async (time: string) => {
    now = new Date(time);
    return grown(before, await totals())['checkouts_started_total shopper'];
  };
  await later('2091-05-06T16:00:00Z');
  expect(await asked('2091-05-07T07:00:00Z')).toBe(1);
  await later('2091-05-07T23:00:00Z');
  await later('2091-05-09T10:00:00Z');
  expect(await asked('2091-05-10T12:00:00Z')).toBe(3);
  // The first day is beyond what is counted anew.
  await later('2091-05-10T23:00:00Z');
  await later('2091-05-11T23:00:00Z');
  expect(await asked('2091-06-10T12:00:00Z')).toBe(4);
});

test('what is there from the start is there at nought', async () => {
  const all = await totals();
  expect(all).toHaveProperty('payment_attempts_total adyen mastercard shopper taken');
  expect(all).toHaveProperty('orders_total EUR shopper');
});
