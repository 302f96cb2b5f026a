import { expect, test } from 'vitest';
import {
  appendWithRetry,
  dismissEffect,
  listDeadLetters,
  loadOrder,
  type OrderCommand,
  orderTimeline,
  rebuildReadModel,
  retryEffect,
} from '#lib/orders/index.ts';
import { db, metrics, queue } from '#lib/platform/index.ts';
import { republishUnconfirmed } from '#workers/schedules/republish.ts';
import { analytics } from './analytics/analytics.ts';
import { eventually, placed, stocked } from './consumers.fixtures.ts';
import { email } from './email/email.ts';
import { PermanentError } from './errors.ts';
import { inventory } from './inventory/inventory.ts';
import { type Consumer, handle, inDatabase } from './pipeline.ts';
import {
  allConsumers,
  consumersOnTrial,
  ctx,
  effects,
  failRefunds,
  policy,
  refundCalls,
  refunds,
  settled,
} from './trial.fixtures.ts';

// What follows from an order, once, whatever the parties do that hear of it.
const trial = consumersOnTrial();

const unconfirmed = (orderId: string) =>
  db().outboxMessage.count({ where: { payload: { path: '$.orderId', equals: orderId } } });

test('a sale reaches every consumer, once, and leaves nothing in the outbox', async () => {
  const order = await placed(await stocked(3));
  trial.start();
  await settled(order.orderId);
  await trial.happenedOnce(order, 2);
  expect(await unconfirmed(order.orderId)).toBe(0);
  const [mail] = await trial.parties().mail.messages(order.email);
  expect(mail?.html).toContain(`http://shop.test/orders/${order.accessToken}`);
  expect(mail?.text).toContain('€25.00');
});

test('jobs delivered twice, even at the same moment, act once', async () => {
  const order = await placed(await stocked(3));
  const events = await db().outboxMessage.findMany({
    where: { payload: { path: '$.orderId', equals: order.orderId } },
  });
  const doubled = events.flatMap((row) => {
    const consumer = allConsumers.find((one) => one.name === row.topic);
    const data = { ...(row.payload as object), eventId: row.eventId, outboxId: row.id.toString() };
    return consumer ? [handle(consumer, data, ctx, policy), handle(consumer, data, ctx, policy)] : [];
  });
  await Promise.all(doubled);
  trial.start();
  await settled(order.orderId);
  for (const row of events) {
    const data = { ...(row.payload as object), eventId: row.eventId, outboxId: row.id.toString() };
    await queue(row.topic).add('again', data, { jobId: `${row.eventId}-again` });
  }
  await eventually(async () => expect(await queue('inventory').getJobCountByTypes('wait', 'active')).toBe(0));
  await trial.happenedOnce(order, 2);
});

test('an ERP that fails three times gets the order once', async () => {
  await trial.parties().erp.misbehave('error', 3);
  const order = await placed(await stocked(3));
  trial.start();
  await settled(order.orderId);
  await trial.happenedOnce(order, 2);
  const effect = (await orderTimeline(order.orderId))?.effects.find(({ consumer }) => consumer === 'erp');
  expect(effect).toMatchObject({ attempts: 4, status: 'done', lastError: null });
});

test('an ERP whose answer is lost after booking still books once', async () => {
  await trial.parties().erp.misbehave('lost_answer', 2);
  const order = await placed(await stocked(3));
  trial.start();
  await settled(order.orderId);
  await trial.happenedOnce(order, 2);
});

test('a mail server that is busy gets the mail later; a lost answer repeats the same Message-ID', async () => {
  await trial.parties().mail.misbehave('busy', 2);
  const order = await placed(await stocked(3));
  trial.start();
  await settled(order.orderId);
  await trial.happenedOnce(order, 2);
  await trial.parties().mail.misbehave('lost_answer', 1);
  const other = await placed(await stocked(3));
  await settled(other.orderId);
  const mails = await trial.parties().mail.messages(other.email);
  expect(mails.map((mail) => mail.deliveries)).toEqual([2]);
});

test('what the ERP refuses is parked, holds up nobody, and staff can run it again', async () => {
  await trial.parties().erp.misbehave('refuse', 1);
  const sku = await stocked(10);
  const order = await placed(sku);
  trial.start();
  const erpEffect = async () =>
    (await orderTimeline(order.orderId))?.effects.find(({ consumer }) => consumer === 'erp');
  await eventually(async () => expect((await erpEffect())?.status).toBe('failed'));
  expect((await erpEffect())?.lastError).toContain('400');
  await settled((await placed(sku)).orderId);
  expect(await trial.parties().erp.bookings(order.orderId)).toEqual([]);
  const late = { ...ctx, now: () => new Date(Date.now() + 120_000) };
  await republishUnconfirmed(late);
  expect((await erpEffect())?.status).toBe('failed');
  const eventId = (await erpEffect())?.eventId ?? '';
  expect(await retryEffect(ctx, { consumer: 'erp', eventId })).toMatchObject({ ok: true });
  expect(await retryEffect(ctx, { consumer: 'inventory', eventId })).toMatchObject({ ok: false });
  await settled(order.orderId);
  await trial.happenedOnce(order, 8);
});

test('an ERP that stays away ends as a parked effect with its reason', async () => {
  await trial.parties().erp.misbehave('down', 1_000);
  const order = await placed(await stocked(3));
  trial.start();
  const timeline = await eventually(async () => {
    const found = await orderTimeline(order.orderId);
    expect(found?.effects.find(({ consumer }) => consumer === 'erp')?.status).toBe('failed');
    return found;
  });
  const effect = timeline?.effects.find(({ consumer }) => consumer === 'erp');
  expect(effect?.attempts).toBe(policy.maxAttempts);
  expect(effect?.lastError).toMatch(/^fetch failed: ./);
});

test('of two orders for the last unit one keeps it, the other gets refund and apology', async () => {
  const sku = await stocked(1);
  failRefunds(2);
  const orders = await Promise.all([placed(sku), placed(sku)]);
  trial.start();
  for (const order of orders) await settled(order.orderId);
  const states = await Promise.all(orders.map(async (order) => (await loadOrder(order.orderId))?.state));
  expect(states.map((state) => state?.status).sort()).toEqual(['cancelled', 'paid']);
  expect((await db().stockItem.findUnique({ where: { sku } }))?.onHand).toBe(0);
  const loser = orders[states.findIndex((state) => state?.status === 'cancelled')];
  const winner = orders.find((order) => order !== loser);
  if (!loser || !winner) throw new Error('no loser');
  await trial.happenedOnce(winner, 0);

  const state = await loadOrder(loser.orderId);
  expect(state?.view).toMatchObject({ cancelReason: 'out_of_stock', refundedMinor: 2500 });
  expect(state?.state.refunds).toHaveLength(1);
  const refundId = state?.state.refunds[0]?.id ?? '';
  expect(refundCalls.get(refundId)).toEqual([{ reference: `pi_${loser.orderId}`, amountMinor: 2500 }]);
  const mails = await trial.parties().mail.messages(loser.email);
  expect(mails.map((mail) => mail.subject)).toEqual([expect.stringContaining('Sorry')]);
  expect(await trial.parties().erp.bookings(loser.orderId)).toEqual([]);
  expect(await db().loyaltyEntry.count({ where: { orderId: loser.orderId } })).toBe(0);
  expect((await rebuildReadModel(loser.orderId)).repaired).toEqual([]);
  const ledger = await db().stockLedgerEntry.aggregate({ where: { sku }, _sum: { delta: true } });
  expect(ledger._sum.delta).toBe(0);
});

test('messages that make no sense are dropped or parked, and block nothing', async () => {
  for (const data of [null, 'x', {}, { eventId: 'no' }]) await handle(inventory, data, ctx, policy);
  const order = await placed(await stocked(3));
  const unknown = {
    outboxId: '1',
    eventId: order.orderId,
    orderId: order.orderId,
    version: 99,
    type: 'OrderPlaced',
  };
  await handle(inventory, unknown, ctx, policy);
  const row = await db().consumerInbox.findUnique({
    where: { consumer_eventId: { consumer: 'inventory', eventId: order.orderId } },
  });
  expect(row).toMatchObject({ status: 'failed' });
  trial.start();
  await settled(order.orderId);
});

test('a poison message is parked, and the later events of its order go on without it', async () => {
  const poisoned: Consumer = {
    ...analytics,
    on: {
      ...analytics.on,
      OrderPlaced: inDatabase(async () => {
        throw new PermanentError('poison');
      }),
    },
  };
  const order = await placed(await stocked(3));
  const cancel = { do: 'cancel', reason: 'x', restock: true, refundId: ctx.newId() } as const;
  await appendWithRetry(ctx, { orderId: order.orderId, command: cancel });
  trial.start([inventory, refunds, email, poisoned]);
  await eventually(async () => expect(await effects(order.orderId)).toContain('analytics failed'));
  await eventually(async () => {
    const done = (await effects(order.orderId)).filter((effect) => effect === 'analytics done');
    expect(done).toHaveLength(2);
  });
  const { letters } = await listDeadLetters({ page: 1 });
  const letter = letters.find(({ orderId }) => orderId === order.orderId);
  expect(letter).toMatchObject({ consumer: 'analytics', reason: 'poison', attempts: 1 });
  const key = { consumer: 'analytics', eventId: letter?.eventId ?? '' };
  expect(await dismissEffect(ctx, { ...key, note: 'counted by hand' })).toMatchObject({ ok: true });
  expect(await dismissEffect(ctx, { ...key, note: 'again' })).toMatchObject({ ok: false });
  expect(await effects(order.orderId)).toContain('analytics dismissed');
  expect(await db().outboxMessage.count({ where: { eventId: key.eventId, topic: key.consumer } })).toBe(0);
  const audit = await db().auditEntry.findFirst({ where: { subject: `order:${order.orderId}` } });
  expect(audit).toMatchObject({ action: 'effect.dismiss', after: { ...key, note: 'counted by hand' } });
});

test('a cancelled order puts its units back once, and the customer gets mails of parcel and refund', async () => {
  const sku = await stocked(5);
  const [kept, dropped] = [await placed(sku), await placed(sku, 2)];
  trial.start();
  for (const { orderId } of [kept, dropped]) await settled(orderId);
  expect((await db().stockItem.findUnique({ where: { sku } }))?.onHand).toBe(2);
  const command = async (orderId: string, one: OrderCommand) =>
    expect((await appendWithRetry(ctx, { orderId, command: one })).ok).toBe(true);
  await command(dropped.orderId, { do: 'cancel', reason: 'x', restock: true, refundId: ctx.newId() });
  await command(kept.orderId, { do: 'start_fulfilment' });
  await command(kept.orderId, { do: 'ship', trackingNumber: 'T1', carrier: 'DHL' });
  for (const amountMinor of [500, 700]) {
    await command(kept.orderId, { do: 'request_refund', refundId: ctx.newId(), amountMinor, reason: 'late' });
  }
  for (const { orderId } of [kept, dropped]) {
    await eventually(async () =>
      expect((await loadOrder(orderId))?.view.refundedMinor).toBeGreaterThan(1_100),
    );
    await settled(orderId);
  }
  expect((await db().stockItem.findUnique({ where: { sku } }))?.onHand).toBe(4);
  const ledger = await db().stockLedgerEntry.aggregate({ where: { sku }, _sum: { delta: true } });
  expect(ledger._sum.delta).toBe(4);
  const subjects = (await trial.parties().mail.messages(kept.email)).map(({ subject }) => subject).sort();
  expect(subjects).toEqual([
    expect.stringMatching(/^Your order .* at /),
    expect.stringContaining('on its way'),
    expect.stringContaining('€5.00'),
    expect.stringContaining('€7.00'),
  ]);
  expect(await trial.parties().mail.messages(dropped.email)).toHaveLength(2);
});

test('deliveries are counted by what became of them', async () => {
  const text = await metrics().metrics();
  expect(text).toMatch(/ballast_effects_total\{consumer="inventory",outcome="done"\} [1-9]/);
  expect(text).toMatch(/ballast_effects_total\{consumer="erp",outcome="parked"\} [1-9]/);
  expect(text).toMatch(/ballast_effect_lag_seconds_count\{consumer="email"\} [1-9]/);
});
