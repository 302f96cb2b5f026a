import { expect, test } from 'vitest';
import { appendWithRetry } from '#lib/orders/index.ts';
import { db, queue } from '#lib/platform/index.ts';
import { relayOnce } from '#workers/outbox-relay/relay.ts';
import { republishUnconfirmed } from '#workers/schedules/republish.ts';
import { eventually, forgetMessages, placed, stocked } from './consumers.fixtures.ts';
import { type Consumer, inDatabase } from './pipeline.ts';
import { consumersOnTrial, ctx, effects, policy, settled } from './trial.fixtures.ts';

// On the way from the outbox to a consumer: the queue, relays and workers may be lost, or be many.
const trial = consumersOnTrial();

test('the queue loses all its data: everything still happens, once', async () => {
  const sku = await stocked(10);
  const first = await placed(sku);
  while ((await relayOnce(ctx)) > 0);
  expect(await queue('inventory').getWaitingCount()).toBeGreaterThan(0);
  await trial.parties().queueRedis.ask('FLUSHALL');
  trial.start();
  const second = await placed(sku);
  await settled(second.orderId);
  expect(await effects(first.orderId)).toContain('inventory queued');
  expect(await republishUnconfirmed({ ...ctx, now: () => new Date(Date.now() + 120_000) })).toBeGreaterThan(
    0,
  );
  await settled(first.orderId);
  await trial.happenedOnce(first, 8);
  await trial.happenedOnce(second, 8);
});

test('the queue is killed and comes back empty: everything still happens, once', async () => {
  const sku = await stocked(10);
  trial.start();
  await settled((await placed(sku)).orderId);
  await trial.parties().queueRedis.kill();
  const order = await placed(sku);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await effects(order.orderId)).toContain('inventory queued');
  await trial.parties().queueRedis.start();
  await settled(order.orderId);
  await trial.happenedOnce(order, 8);
});

test('a relay that died while holding rows is replaced', async () => {
  const order = await placed(await stocked(3));
  const where = { payload: { path: '$.orderId', equals: order.orderId } };
  const claimedAt = new Date(Date.now() - 31_000);
  await db().outboxMessage.updateMany({ where, data: { claimedBy: ctx.newId(), claimedAt } });
  trial.start();
  await settled(order.orderId);
});

test('three relays and three consumers of each kind do every effect once', async () => {
  const sku = await stocked(100);
  const orders = await Promise.all(Array.from({ length: 20 }, () => placed(sku)));
  for (let n = 0; n < 3; n++) trial.start();
  for (const order of orders) await settled(order.orderId);
  for (const order of orders) await trial.happenedOnce(order, 80);
});

test('three relays and three consumers keep the order of one order\u2019s events, whatever fails in between', async () => {
  // Remembers in which order it was run; fails often, so that later events overtake if they can.
  const remember = inDatabase(async (tx, { event, order }) => {
    if (Math.random() < 0.4) throw new Error('no luck');
    await tx.stockLedgerEntry.create({
      data: { sku: order.state.id, delta: 0, reason: event.type, reference: '', recordedAt: new Date() },
    });
  });
  const memory: Consumer = {
    name: 'analytics',
    on: {
      OrderPlaced: remember,
      OrderCancelled: remember,
      RefundCompleted: remember,
      RefundFailed: remember,
    },
  };
  const orders = await Promise.all(Array.from({ length: 12 }, () => placed('TEST-none')));
  for (const { orderId } of orders) {
    const refundId = ctx.newId();
    const cancel = { do: 'cancel', reason: 'x', restock: true, refundId } as const;
    await appendWithRetry(ctx, { orderId, command: cancel });
    const refund = { do: 'complete_refund', refundId, gateway: 'stripe', reference: 're' } as const;
    await appendWithRetry(ctx, { orderId, command: refund });
  }
  const patient = { ...policy, maxAttempts: 100 };
  for (let n = 0; n < 3; n++) {
    trial.relay();
    trial.consume([memory], patient);
  }
  for (const { orderId } of orders) {
    await eventually(async () => {
      const rows = await db().stockLedgerEntry.findMany({ where: { sku: orderId }, orderBy: { id: 'asc' } });
      expect(rows.map(({ reason }) => reason)).toEqual(['OrderPlaced', 'OrderCancelled', 'RefundCompleted']);
    });
  }
  await forgetMessages(orders.map(({ orderId }) => orderId));
});

test('a relay that would look only once a minute is woken by the commit', async () => {
  trial.relay(60_000);
  // By the first sale it has subscribed; after it, it sleeps for its minute.
  const first = await placed('TEST-none');
  const sent = ({ orderId }: { orderId: string }) =>
    eventually(async () => {
      const where = { payload: { path: '$.orderId', equals: orderId }, sentAt: null };
      expect(await db().outboxMessage.count({ where })).toBe(0);
    });
  await sent(first);
  const began = Date.now();
  const order = await placed('TEST-none');
  await sent(order);
  expect(Date.now() - began).toBeLessThan(30_000);
  await forgetMessages([first.orderId, order.orderId]);
});
