import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
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
import { closeDb, closeQueues, db, metrics, queue, systemContext, type Worker } from '#lib/platform/index.ts';
import { relayOnce, startRelay } from '#workers/outbox-relay/relay.ts';
import { republishUnconfirmed } from '#workers/schedules/republish.ts';
import { analytics } from './analytics/analytics.ts';
import {
  eventually,
  forgetMessages,
  placed,
  setMessagesAside,
  stocked,
  thirdParties,
} from './consumers.fixtures.ts';
import { email } from './email/email.ts';
import { erp } from './erp/erp.ts';
import { PermanentError } from './errors.ts';
import { inventory } from './inventory/inventory.ts';
import { loyalty } from './loyalty/loyalty.ts';
import { type Consumer, handle, inDatabase, startConsumer } from './pipeline.ts';
import { refundsThrough } from './refunds/refunds.ts';

const ctx = systemContext('test');
const policy = { maxAttempts: 5, firstMs: 20, longestMs: 50 };

// The gateway has its own tests; here counts what it is asked for, and under which key.
const refundCalls = new Map<string, { reference: string; amountMinor: number }[]>();
let failingRefunds = 0;
const refunds = refundsThrough(async (_ctx, { reference, amountMinor, idempotencyKey }) => {
  if (failingRefunds-- > 0) throw new Error('gateway is away');
  refundCalls.set(idempotencyKey, [...(refundCalls.get(idempotencyKey) ?? []), { reference, amountMinor }]);
  return { reference: `re_${idempotencyKey}` };
});
const all: Consumer[] = [inventory, refunds, erp, email, analytics, loyalty];

let parties: Awaited<ReturnType<typeof thirdParties>>;
let giveBack: () => Promise<void>;
let running: { stop: () => Promise<unknown> }[] = [];

beforeAll(async () => {
  parties = await thirdParties();
  giveBack = await setMessagesAside();
});
beforeEach(() => {
  failingRefunds = 0;
});
afterEach(async () => {
  await Promise.all(running.map((part) => part.stop()));
  running = [];
  await Promise.all([parties.erp.misbehave('ok', 0), parties.mail.misbehave('ok', 0)]);
});
afterAll(async () => {
  await closeQueues();
  await giveBack();
  await parties.close();
  await closeDb();
});

function startAll(consumers = all): void {
  const workers: Worker[] = consumers.map((consumer) => startConsumer(consumer, policy));
  running.push(startRelay(ctx), ...workers.map((worker) => ({ stop: () => worker.close() })));
}

async function effects(orderId: string) {
  const timeline = await orderTimeline(orderId);
  return (timeline?.effects ?? []).map(({ consumer, status }) => `${consumer} ${status}`).sort();
}

const settled = (orderId: string) =>
  eventually(async () => {
    const found = await effects(orderId);
    expect(found.length).toBeGreaterThan(2);
    expect(found.every((effect) => effect.endsWith(' done'))).toBe(true);
  });

async function happenedOnce({ orderId, email: to, sku }: Awaited<ReturnType<typeof placed>>, left: number) {
  expect((await db().stockItem.findUnique({ where: { sku } }))?.onHand).toBe(left);
  expect(await parties.erp.bookings(orderId)).toHaveLength(1);
  const mails = await parties.mail.messages(to);
  expect(mails.map((mail) => mail.deliveries)).toEqual([1]);
  expect(await db().loyaltyEntry.findMany({ where: { orderId } })).toMatchObject([{ points: 25 }]);
  expect(await db().analyticsFact.findMany({ where: { orderId } })).toMatchObject([{ type: 'OrderPlaced' }]);
  const types = (await orderTimeline(orderId))?.events.map((event) => event.type) ?? [];
  expect(types.slice(0, 3)).toEqual(['OrderPlaced', 'PaymentCaptured', 'StockCommitted']);
  expect(types.slice(3).sort()).toEqual(['ConfirmationSent', 'LoyaltyPointsEarned', 'OrderExported']);
  expect((await rebuildReadModel(orderId)).repaired).toEqual([]);
}

const unconfirmed = (orderId: string) =>
  db().outboxMessage.count({ where: { payload: { path: '$.orderId', equals: orderId } } });

test('a sale reaches every consumer, once, and leaves nothing in the outbox', async () => {
  const order = await placed(await stocked(3));
  startAll();
  await settled(order.orderId);
  await happenedOnce(order, 2);
  expect(await unconfirmed(order.orderId)).toBe(0);
  const [mail] = await parties.mail.messages(order.email);
  expect(mail?.html).toContain(`http://shop.test/orders/${order.accessToken}`);
  expect(mail?.text).toContain('€25.00');
});

test('jobs delivered twice, even at the same moment, act once', async () => {
  const order = await placed(await stocked(3));
  const events = await db().outboxMessage.findMany({
    where: { payload: { path: '$.orderId', equals: order.orderId } },
  });
  const doubled = events.flatMap((row) => {
    const consumer = all.find((one) => one.name === row.topic);
    const data = { ...(row.payload as object), eventId: row.eventId, outboxId: row.id.toString() };
    return consumer ? [handle(consumer, data, ctx, policy), handle(consumer, data, ctx, policy)] : [];
  });
  await Promise.all(doubled);
  startAll();
  await settled(order.orderId);
  for (const row of events) {
    const data = { ...(row.payload as object), eventId: row.eventId, outboxId: row.id.toString() };
    await queue(row.topic).add('again', data, { jobId: `${row.eventId}-again` });
  }
  await eventually(async () => expect(await queue('inventory').getJobCountByTypes('wait', 'active')).toBe(0));
  await happenedOnce(order, 2);
});

test('the queue loses all its data: everything still happens, once', async () => {
  const sku = await stocked(10);
  const first = await placed(sku);
  while ((await relayOnce(ctx)) > 0);
  expect(await queue('inventory').getWaitingCount()).toBeGreaterThan(0);
  await parties.queueRedis.ask('FLUSHALL');
  startAll();
  const second = await placed(sku);
  await settled(second.orderId);
  expect(await effects(first.orderId)).toContain('inventory queued');
  expect(await republishUnconfirmed({ ...ctx, now: () => new Date(Date.now() + 120_000) })).toBeGreaterThan(
    0,
  );
  await settled(first.orderId);
  await happenedOnce(first, 8);
  await happenedOnce(second, 8);
});

test('the queue is killed and comes back empty: everything still happens, once', async () => {
  const sku = await stocked(10);
  startAll();
  await settled((await placed(sku)).orderId);
  await parties.queueRedis.kill();
  const order = await placed(sku);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await effects(order.orderId)).toContain('inventory queued');
  await parties.queueRedis.start();
  await settled(order.orderId);
  await happenedOnce(order, 8);
});

test('an ERP that fails three times gets the order once', async () => {
  await parties.erp.misbehave('error', 3);
  const order = await placed(await stocked(3));
  startAll();
  await settled(order.orderId);
  await happenedOnce(order, 2);
  const effect = (await orderTimeline(order.orderId))?.effects.find(({ consumer }) => consumer === 'erp');
  expect(effect).toMatchObject({ attempts: 4, status: 'done', lastError: null });
});

test('an ERP whose answer is lost after booking still books once', async () => {
  await parties.erp.misbehave('lost_answer', 2);
  const order = await placed(await stocked(3));
  startAll();
  await settled(order.orderId);
  await happenedOnce(order, 2);
});

test('a mail server that is busy gets the mail later; a lost answer repeats the same Message-ID', async () => {
  await parties.mail.misbehave('busy', 2);
  const order = await placed(await stocked(3));
  startAll();
  await settled(order.orderId);
  await happenedOnce(order, 2);
  await parties.mail.misbehave('lost_answer', 1);
  const other = await placed(await stocked(3));
  await settled(other.orderId);
  const mails = await parties.mail.messages(other.email);
  expect(mails.map((mail) => mail.deliveries)).toEqual([2]);
});

test('what the ERP refuses is parked, holds up nobody, and staff can run it again', async () => {
  await parties.erp.misbehave('refuse', 1);
  const sku = await stocked(10);
  const order = await placed(sku);
  startAll();
  const erpEffect = async () =>
    (await orderTimeline(order.orderId))?.effects.find(({ consumer }) => consumer === 'erp');
  await eventually(async () => expect((await erpEffect())?.status).toBe('failed'));
  expect((await erpEffect())?.lastError).toContain('400');
  await settled((await placed(sku)).orderId);
  expect(await parties.erp.bookings(order.orderId)).toEqual([]);
  const late = { ...ctx, now: () => new Date(Date.now() + 120_000) };
  await republishUnconfirmed(late);
  expect((await erpEffect())?.status).toBe('failed');
  const eventId = (await erpEffect())?.eventId ?? '';
  expect(await retryEffect(ctx, { consumer: 'erp', eventId })).toMatchObject({ ok: true });
  expect(await retryEffect(ctx, { consumer: 'inventory', eventId })).toMatchObject({ ok: false });
  await settled(order.orderId);
  await happenedOnce(order, 8);
});

test('an ERP that stays away ends as a parked effect with its reason', async () => {
  await parties.erp.misbehave('down', 1_000);
  const order = await placed(await stocked(3));
  startAll();
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
  failingRefunds = 2;
  const orders = await Promise.all([placed(sku), placed(sku)]);
  startAll();
  for (const order of orders) await settled(order.orderId);
  const states = await Promise.all(orders.map(async (order) => (await loadOrder(order.orderId))?.state));
  expect(states.map((state) => state?.status).sort()).toEqual(['cancelled', 'paid']);
  expect((await db().stockItem.findUnique({ where: { sku } }))?.onHand).toBe(0);
  const loser = orders[states.findIndex((state) => state?.status === 'cancelled')];
  const winner = orders.find((order) => order !== loser);
  if (!loser || !winner) throw new Error('no loser');
  await happenedOnce(winner, 0);

  const state = await loadOrder(loser.orderId);
  expect(state?.view).toMatchObject({ cancelReason: 'out_of_stock', refundedMinor: 2500 });
  expect(state?.state.refunds).toHaveLength(1);
  const refundId = state?.state.refunds[0]?.id ?? '';
  expect(refundCalls.get(refundId)).toEqual([{ reference: `pi_${loser.orderId}`, amountMinor: 2500 }]);
  const mails = await parties.mail.messages(loser.email);
  expect(mails.map((mail) => mail.subject)).toEqual([expect.stringContaining('Sorry')]);
  expect(await parties.erp.bookings(loser.orderId)).toEqual([]);
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
  startAll();
  await settled(order.orderId);
});

test('a relay that died while holding rows is replaced', async () => {
  const order = await placed(await stocked(3));
  const where = { payload: { path: '$.orderId', equals: order.orderId } };
  const claimedAt = new Date(Date.now() - 31_000);
  await db().outboxMessage.updateMany({ where, data: { claimedBy: ctx.newId(), claimedAt } });
  startAll();
  await settled(order.orderId);
});

test('three relays and three consumers of each kind do every effect once', async () => {
  const sku = await stocked(100);
  const orders = await Promise.all(Array.from({ length: 20 }, () => placed(sku)));
  for (let n = 0; n < 3; n++) startAll();
  for (const order of orders) await settled(order.orderId);
  for (const order of orders) await happenedOnce(order, 80);
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
    on: { OrderPlaced: remember, OrderCancelled: remember, RefundCompleted: remember },
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
    const worker = startConsumer(memory, patient);
    running.push(startRelay(ctx), { stop: () => worker.close() });
  }
  for (const { orderId } of orders) {
    await eventually(async () => {
      const rows = await db().stockLedgerEntry.findMany({ where: { sku: orderId }, orderBy: { id: 'asc' } });
      expect(rows.map(({ reason }) => reason)).toEqual(['OrderPlaced', 'OrderCancelled', 'RefundCompleted']);
    });
  }
  await forgetMessages(orders.map(({ orderId }) => orderId));
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
  startAll([inventory, refunds, email, poisoned]);
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
  startAll();
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
  const subjects = (await parties.mail.messages(kept.email)).map(({ subject }) => subject).sort();
  expect(subjects).toEqual([
    expect.stringMatching(/^Your order .* at /),
    expect.stringContaining('on its way'),
    expect.stringContaining('€5.00'),
    expect.stringContaining('€7.00'),
  ]);
  expect(await parties.mail.messages(dropped.email)).toHaveLength(2);
});

test('a relay that would look only once a minute is woken by the commit', async () => {
  running.push(startRelay(ctx, 60_000));
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

test('deliveries are counted by what became of them', async () => {
  const text = await metrics().metrics();
  expect(text).toMatch(/ballast_effects_total\{consumer="inventory",outcome="done"\} [1-9]/);
  expect(text).toMatch(/ballast_effects_total\{consumer="erp",outcome="parked"\} [1-9]/);
  expect(text).toMatch(/ballast_effect_lag_seconds_count\{consumer="email"\} [1-9]/);
});
