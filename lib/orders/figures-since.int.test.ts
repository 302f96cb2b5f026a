import { afterAll, expect, test } from 'vitest';
import { type Ctx, closeDb, db, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { appendWithRetry, figuresSince, type OrderCommand, placeOrderEvents } from './index.ts';
import { paidOrder } from './orders.fixtures.ts';

const orderIds: string[] = [];

afterAll(async () => {
  for (const orderId of orderIds) {
    await db().outboxMessage.deleteMany({ where: { payload: { path: '$.orderId', equals: orderId } } });
    await db().orderEvent.deleteMany({ where: { orderId } });
  }
  await db().order.deleteMany({ where: { id: { in: orderIds } } });
  await closeDb();
});

async function orderAt(at: Date, ...commands: OrderCommand[]): Promise<void> {
  await place(at, {}, commands);
}

async function place(
  at: Date,
  change: Parameters<typeof paidOrder>[1],
  commands: OrderCommand[],
  idsMadeAt = at,
): Promise<void> {
  const ctx: Ctx = { ...systemContext('test'), now: () => at, newId: () => uuidv7(idsMadeAt.getTime()) };
  const orderId = ctx.newId();
  orderIds.push(orderId);
  await withTransaction((tx) => placeOrderEvents(tx, ctx, paidOrder(orderId, change)));
  for (const command of commands)
    expect(await appendWithRetry(ctx, { orderId, command })).toMatchObject({ ok: true });
}

test('counts what was sold and paid back since a moment, without what came before, was cancelled or is our own traffic', async () => {
  // Later than any other order of the database.
  const midnight = new Date('2090-03-01T00:00:00Z');
  const before = new Date(midnight.getTime() - 1);
  const refund: OrderCommand[] = [
    { do: 'request_refund', refundId: 'r1', amountMinor: 500, reason: 'late' },
    { do: 'complete_refund', refundId: 'r1', gateway: 'stripe', reference: 're_1' },
  ];
  await orderAt(before, ...refund);
  // As of an imported history, whose events are written long after they happened.
  await place(before, {}, refund, midnight);
  await orderAt(midnight, ...refund);
  await orderAt(midnight, ...refund, { do: 'fail_refund', refundId: 'r1', reason: 'lost card' });
  await orderAt(midnight, { do: 'cancel', reason: 'x', restock: true, refundId: 'r2' });
  await place(midnight, { traffic: 'synthetic' }, refund);
  await place(midnight, { traffic: 'load' }, []);
  expect(await figuresSince(midnight)).toEqual({
    orders: 2,
    revenue: [{ currency: 'EUR', totalMinor: 5_998 }],
    refunds: [{ currency: 'EUR', totalMinor: 500 }],
  });
});
