import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { closeDb, db, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import {
  appendOrderEvents,
  appendWithRetry,
  listOrders,
  loadOrder,
  type OrderCommand,
  OrderVersionConflict,
  orderByToken,
  orderTimeline,
  type PlaceOrderInput,
  placeOrderEvents,
  rebuildReadModel,
  stateAt,
} from './index.ts';
import { anyCommand, paidOrder } from './orders.fixtures.ts';
import { insertEvents } from './orders.repository.ts';

const ctx = systemContext('test');
const orderIds: string[] = [];
const place = (change: Partial<Omit<PlaceOrderInput, 'orderId'>> = {}, orderId = newOrderId()) =>
  withTransaction((tx) => placeOrderEvents(tx, ctx, paidOrder(orderId, change))).then((placed) => ({
    ...placed,
    orderId,
  }));
function newOrderId(): string {
  const orderId = uuidv7();
  orderIds.push(orderId);
  return orderId;
}
const eventsOf = (orderId: string) =>
  db().orderEvent.findMany({ where: { orderId }, orderBy: { version: 'asc' } });

afterAll(async () => {
  // No worker shall ever act on these orders.
  for (const orderId of orderIds) {
    await db().outboxMessage.deleteMany({ where: { payload: { path: '$.orderId', equals: orderId } } });
  }
  await closeDb();
});

describe('placing', () => {
  test('writes events, read model and outbox together', async () => {
    const { orderId, orderNumber, accessToken } = await place();
    const events = await eventsOf(orderId);
    expect(events.map((event) => event.type)).toEqual(['OrderPlaced', 'PaymentCaptured']);
    const outbox = await db().outboxMessage.findMany({
      where: { eventId: { in: events.map((event) => event.eventId) } },
      orderBy: { id: 'asc' },
    });
    expect(outbox.map((row) => row.topic)).toEqual(['inventory', 'analytics']);
    const order = await loadOrder(orderId);
    expect(order).toMatchObject({ number: orderNumber, accessToken, state: { version: 2, status: 'paid' } });
    expect(await orderByToken(accessToken)).toMatchObject({
      id: orderId,
      number: orderNumber,
      refundedMinor: 0,
    });
    expect(accessToken.length).toBeGreaterThanOrEqual(22);
  });

  test('a failing transaction leaves nothing behind', async () => {
    const orderId = newOrderId();
    const failing = withTransaction(async (tx) => {
      await placeOrderEvents(tx, ctx, paidOrder(orderId));
      throw new Error('killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect(await eventsOf(orderId)).toEqual([]);
    expect(await loadOrder(orderId)).toBeNull();
    expect(
      await db().outboxMessage.count({ where: { payload: { path: '$.orderId', equals: orderId } } }),
    ).toBe(0);
  });

  test('the same order placed twice at once exists once', async () => {
    const orderId = newOrderId();
    const results = await Promise.allSettled([place({}, orderId), place({}, orderId)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(OrderVersionConflict);
    expect(await eventsOf(orderId)).toHaveLength(2);
  });

  test('forty customers at once do not wait for each other in vain', async () => {
    const placed = await Promise.all(Array.from({ length: 40 }, () => place()));
    expect(new Set(placed.map((order) => order.orderNumber)).size).toBe(40);
  });
});

describe('appending', () => {
  test('of two writers with the same expected version one wins', async () => {
    const { orderId } = await place();
    const note = (text: string) =>
      withTransaction((tx) =>
        appendOrderEvents(tx, ctx, {
          orderId,
          expectedVersion: 2,
          events: [{ type: 'NoteAdded', data: { text } }],
        }),
      );
    const results = await Promise.allSettled([note('one'), note('two')]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = results.find((result) => result.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(OrderVersionConflict);
    expect(await eventsOf(orderId)).toHaveLength(3);
  });

  test('eight commands at once are all kept, in some order', async () => {
    const { orderId } = await place();
    const add = (text: string) => appendWithRetry(ctx, { orderId, command: { do: 'add_note', text } });
    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => add(`note ${n}`)));
    expect(results.every((result) => result.ok)).toBe(true);
    expect((await loadOrder(orderId))?.state).toMatchObject({ version: 10, notes: 8 });
  });

  test('what cannot follow is refused and writes nothing', async () => {
    const { orderId } = await place();
    const refused = await appendWithRetry(ctx, { orderId, command: { do: 'deliver' } });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'not_allowed' } });
    const bug = withTransaction((tx) =>
      appendOrderEvents(tx, ctx, {
        orderId,
        expectedVersion: 2,
        events: [{ type: 'OrderDelivered', data: {} }],
      }),
    );
    await expect(bug).rejects.toThrow(/cannot follow/);
    expect(await eventsOf(orderId)).toHaveLength(2);
    const unknown = await appendWithRetry(ctx, { orderId: uuidv7(), command: { do: 'deliver' } });
    expect(unknown).toMatchObject({ ok: false, error: { kind: 'unknown_order' } });
  });
});

describe('reading', () => {
  const life: OrderCommand[] = [
    { do: 'commit_stock' },
    { do: 'record_export', erpReference: 'ERP-1' },
    { do: 'request_refund', refundId: 'r1', amountMinor: 500, reason: 'late' },
    { do: 'complete_refund', refundId: 'r1', gateway: 'stripe', reference: 're_1' },
    { do: 'start_fulfilment' },
    { do: 'ship', trackingNumber: 'TRACK-1' },
  ];

  test('the state at a moment is the fold until then', async () => {
    let clock = Date.parse('2026-11-24T15:40:00Z');
    const timed = { ...ctx, now: () => new Date(clock) };
    const orderId = newOrderId();
    await withTransaction((tx) => placeOrderEvents(tx, timed, paidOrder(orderId)));
    for (const command of life) {
      clock += 60_000;
      await appendWithRetry(timed, { orderId, command });
    }
    const at = (time: string) => stateAt(orderId, new Date(`2026-11-24T${time}Z`));
    expect(await at('15:39:59.999')).toBeNull();
    expect(await at('15:40:00')).toMatchObject({ status: 'paid', refundedMinor: 0 });
    expect(await at('15:44:30')).toMatchObject({ status: 'paid', refundedMinor: 500 });
    expect(await at('15:47:00')).toMatchObject({ status: 'shipped', tracking: 'TRACK-1' });
    expect(await at('15:47:00')).toEqual((await loadOrder(orderId))?.view);
  });

  test('a clock that runs behind does not turn time back within an order', async () => {
    const { orderId } = await place();
    const slow = { ...ctx, now: () => new Date(Date.now() - 3_600_000) };
    await appendWithRetry(slow, { orderId, command: { do: 'commit_stock' } });
    const [, second, third] = await eventsOf(orderId);
    expect(third?.recordedAt.getTime()).toBe(second?.recordedAt.getTime());
  });

  test('the timeline shows events for people and what is still to be done', async () => {
    const { orderId } = await place();
    await appendWithRetry(ctx, { orderId, command: { do: 'commit_stock' } });
    const timeline = await orderTimeline(orderId);
    expect(timeline?.events.map((event) => event.title)).toEqual([
      'Order placed for €29.99',
      'Payment of €29.99 captured by stripe',
      'Stock committed',
    ]);
    expect(timeline?.effects.map(({ consumer, status }) => `${consumer} ${status}`)).toEqual([
      'inventory queued',
      'analytics queued',
      'erp queued',
      'email queued',
      'loyalty queued',
    ]);
    // As if an older release had written the event, which did not ask the ERP.
    const eventId = timeline?.events[2]?.eventId ?? '';
    await db().outboxMessage.delete({ where: { eventId_topic: { eventId, topic: 'erp' } } });
    const effects = (await orderTimeline(orderId))?.effects.map(({ consumer }) => consumer);
    expect(effects).toEqual(['inventory', 'analytics', 'email', 'loyalty']);
    expect(JSON.stringify(timeline)).not.toContain((await loadOrder(orderId))?.accessToken);
  });

  test('the read model comes out equal from the events, and is mended when it was not', async () => {
    const { orderId } = await place();
    for (const command of life) await appendWithRetry(ctx, { orderId, command });
    expect(await rebuildReadModel(orderId)).toEqual({ checked: 1, repaired: [] });
    const before = await db().order.findUnique({ where: { id: orderId } });
    await db().order.update({ where: { id: orderId }, data: { status: 'paid', totalMinor: 1 } });
    expect(await rebuildReadModel(orderId)).toEqual({ checked: 1, repaired: [orderId] });
    await db().order.delete({ where: { id: orderId } });
    expect(await rebuildReadModel(orderId)).toEqual({ checked: 1, repaired: [orderId] });
    expect(await db().order.findUnique({ where: { id: orderId } })).toEqual(before);
    expect((await rebuildReadModel('all')).repaired).toEqual([]);
  });

  test('after any commands the read model equals the fold of the events', async () => {
    const sequences = fc.array(anyCommand, { maxLength: 15, size: 'max' });
    await fc.assert(
      fc.asyncProperty(sequences, async (sequence) => {
        const { orderId } = await place();
        for (const command of sequence) await appendWithRetry(ctx, { orderId, command });
        expect(await rebuildReadModel(orderId)).toEqual({ checked: 1, repaired: [] });
        expect(await stateAt(orderId, new Date(Date.now() + 1_000))).toEqual(
          (await loadOrder(orderId))?.view,
        );
      }),
      { numRuns: 20 },
    );
  });

  test('an event of a newer release does not break an old reader', async () => {
    const { orderId } = await place();
    const metadata = { actor: 'future', schema: 1 };
    await db().orderEvent.create({
      data: {
        orderId,
        version: 3,
        eventId: uuidv7(),
        type: 'GiftWrapped',
        data: { paper: 'red' },
        metadata,
        recordedAt: new Date(),
      },
    });
    await rebuildReadModel(orderId);
    await appendWithRetry(ctx, { orderId, command: { do: 'commit_stock' } });
    const timeline = await orderTimeline(orderId);
    expect(timeline?.events.map((event) => event.title).slice(2)).toEqual(['GiftWrapped', 'Stock committed']);
  });
});

test('an event whose version is taken is a conflict, for whoever comes around the lock', async () => {
  const { orderId } = await place();
  const [event] = await eventsOf(orderId);
  if (!event) throw new Error('no event');
  const again = { ...event, eventId: uuidv7(), metadata: { actor: 'test', schema: 1 } };
  await expect(withTransaction((tx) => insertEvents(tx, [again]))).rejects.toBeInstanceOf(
    OrderVersionConflict,
  );
});

describe('searching', () => {
  test('finds by number, email and name, as plain text', async () => {
    const mark = uuidv7().slice(-12);
    const { orderId, orderNumber } = await place({ email: `${mark}@example.com`, name: `100%_${mark}` });
    await place({ name: `100xx${mark}` });
    const found = async (q: string) => (await listOrders({ q })).orders.map((order) => order.id);
    expect(await found(`${mark}@example`)).toEqual([orderId]);
    expect(await found(`100%_${mark}`)).toEqual([orderId]);
    expect(await found(`#${orderNumber}`)).toContain(orderId);
    expect((await listOrders({ q: mark, status: 'shipped' })).orders).toEqual([]);
    expect((await listOrders({ q: mark, page: 2 })).orders).toEqual([]);
  });

  test.each([
    "'; DROP TABLE orders; --",
    '%',
    '\\',
    '_',
    '\u0000',
    '\ud800',
    '99999999999999999999',
    '😀'.repeat(300),
    '-1',
    'ʇǝɯɐ',
    'Ω≈ç√∫˜µ≤≥÷',
  ])('survives %j', async (q) => {
    const list = await listOrders({ q, page: Number.NaN, status: q });
    expect(list.orders.length).toBeLessThanOrEqual(25);
    expect(await orderByToken(q)).toBeNull();
    expect(await loadOrder(q)).toBeNull();
    expect(await orderTimeline(q)).toBeNull();
  });

  test('strange text is stored and shown exactly', async () => {
    const name = `<script>alert('x')</script> ﷽ 👩‍👩‍👧 "\\' \u0000 ${'é'.repeat(300)}`;
    const { orderId } = await place({ name });
    expect((await loadOrder(orderId))?.view.name).toBe(name);
  });
});
