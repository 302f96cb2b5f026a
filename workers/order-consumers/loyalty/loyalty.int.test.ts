import { expect, test } from 'vitest';
import { balance } from '#lib/loyalty/index.ts';
import { appendWithRetry, type OrderCommand, type RecordedOrder, walkOrders } from '#lib/orders/index.ts';
import { db } from '#lib/platform/index.ts';
import { eventually, messageTo, placed, stocked } from '../consumers.fixtures.ts';
import { handle } from '../pipeline.ts';
import { rebuildEffects } from '../rebuild-effects.ts';
import { consumersOnTrial, ctx, effects, policy, settled } from '../trial.fixtures.ts';
import { loyalty } from './loyalty.ts';

// An order of 25.00 is worth 25 points, and none of what went back.
const trial = consumersOnTrial();

const command = async (orderId: string, one: OrderCommand) =>
  expect(await appendWithRetry(ctx, { orderId, command: one })).toMatchObject({ ok: true });
const cancel = (orderId: string) =>
  command(orderId, { do: 'cancel', reason: 'changed_mind', restock: true, refundId: ctx.newId() });
/** Money back, as the gateway has confirmed it. */
async function refund(orderId: string, amountMinor: number): Promise<void> {
  const refundId = ctx.newId();
  await command(orderId, { do: 'request_refund', refundId, amountMinor, reason: 'x' });
  await command(orderId, { do: 'complete_refund', refundId, gateway: 'stripe', reference: 're' });
}

/** An order that has its units, and of which no consumer has heard. */
async function committed() {
  const order = await placed(await stocked(3));
  await command(order.orderId, { do: 'commit_stock' });
  return order;
}
const message = (orderId: string, type: 'StockCommitted' | 'OrderCancelled' | 'RefundCompleted') =>
  messageTo('loyalty', orderId, type);
const tell = (data: unknown) => handle(loyalty, data, ctx, policy);
const inOrder = async (orderId: string, type: Parameters<typeof message>[1]) =>
  tell(await message(orderId, type));

/** Staff park an effect and run it later: what comes after it goes first. */
async function park(eventId: string): Promise<() => Promise<unknown>> {
  const key = { consumer: 'loyalty', eventId };
  await db().consumerInbox.create({ data: { ...key, status: 'failed', attempts: 1, updatedAt: new Date() } });
  return () => db().consumerInbox.update({ where: { consumer_eventId: key }, data: { status: 'retrying' } });
}

async function history(orderId: string): Promise<RecordedOrder> {
  for await (const one of walkOrders(orderId.slice(0, -1))) if (one.orderId === orderId) return one;
  throw new Error(`no order ${orderId}`);
}

test('points go with the money: half of it half of them, all of it all of them, each refund once', async () => {
  const { orderId, email } = await placed(await stocked(3));
  trial.start();
  await settled(orderId);
  expect(await balance(email)).toBe(25);
  const ask = (amountMinor: number) =>
    command(orderId, { do: 'request_refund', refundId: ctx.newId(), amountMinor, reason: 'x' });
  const left = (points: number, refunds: number) =>
    eventually(async () => {
      const done = (await effects(orderId)).filter((effect) => effect === 'loyalty done');
      expect(done).toHaveLength(1 + refunds);
      expect(await balance(email)).toBe(points);
    });
  await ask(1_250);
  await left(12, 1);
  await ask(625);
  await left(6, 2);
  await ask(625);
  await left(0, 3);
  expect(await rebuildEffects(await history(orderId))).toEqual([]);
});

test('a cancellation takes the points at once, however late, and its refund no more', async () => {
  const { orderId, email } = await placed(await stocked(3));
  trial.start();
  await settled(orderId);
  await cancel(orderId);
  await eventually(async () => {
    const done = (await effects(orderId)).filter((effect) => effect === 'loyalty done');
    expect(done).toHaveLength(3);
  });
  expect(await balance(email)).toBe(0);
  const entries = await db().loyaltyEntry.findMany({ where: { orderId } });
  expect(entries.map(({ points }) => points).sort((a, b) => a - b)).toEqual([-25, 25]);
  expect(await rebuildEffects(await history(orderId))).toEqual([]);
});

test('the same event twice, also at the same moment, is booked once', async () => {
  const { orderId, email } = await committed();
  await inOrder(orderId, 'StockCommitted');
  await refund(orderId, 1_000);
  const refunded = await message(orderId, 'RefundCompleted');
  await Promise.all([tell(refunded), tell(refunded)]);
  await tell(refunded);
  expect(await balance(email)).toBe(15);
  expect(await db().loyaltyEntry.count({ where: { orderId } })).toBe(2);
});

test('in whichever order the events of an order come, its points are the same', async () => {
  // The refund before the points that it takes from.
  const early = await committed();
  const committedOf = await message(early.orderId, 'StockCommitted');
  const run = await park(committedOf.eventId);
  await refund(early.orderId, 1_000);
  await inOrder(early.orderId, 'RefundCompleted');
  expect(await balance(early.email)).toBe(0);
  await run();
  await tell(committedOf);
  expect(await balance(early.email)).toBe(15);
  expect(await rebuildEffects(await history(early.orderId))).toEqual([]);

  // The second refund before the first.
  const late = await committed();
  await inOrder(late.orderId, 'StockCommitted');
  await refund(late.orderId, 500);
  const first = await message(late.orderId, 'RefundCompleted');
  const runFirst = await park(first.eventId);
  await refund(late.orderId, 2_000);
  await inOrder(late.orderId, 'RefundCompleted');
  await runFirst();
  await tell(first);
  expect(await balance(late.email)).toBe(0);
  expect(await rebuildEffects(await history(late.orderId))).toEqual([]);
});

test('what an older release did not take is taken by the next event, and the rebuild mends a wrong sum', async () => {
  const { orderId, email } = await committed();
  await inOrder(orderId, 'StockCommitted');
  await cancel(orderId);
  // As if the cancellation had been written by a release in which nobody took points for it.
  const { eventId } = await message(orderId, 'OrderCancelled');
  await db().outboxMessage.delete({ where: { eventId_topic: { eventId, topic: 'loyalty' } } });
  expect(await rebuildEffects(await history(orderId))).toEqual([]);
  const [asked] = (await history(orderId)).state.refunds;
  const refundId = asked?.id ?? '';
  await command(orderId, { do: 'complete_refund', refundId, gateway: 'stripe', reference: 're' });
  await inOrder(orderId, 'RefundCompleted');
  expect(await balance(email)).toBe(0);
  await db().loyaltyEntry.deleteMany({ where: { orderId, points: { lt: 0 } } });
  expect(await rebuildEffects(await history(orderId))).toEqual([`${orderId}: loyalty points`]);
  expect(await balance(email)).toBe(0);
  expect(await rebuildEffects(await history(orderId))).toEqual([]);
});
