import { afterAll, expect, test } from 'vitest';
import { closeDb, db, systemContext, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { actOnOrder, appendWithRetry, loadOrder, orderTimeline, placeOrderEvents } from './index.ts';
import { paidOrder } from './orders.fixtures.ts';
import type { StaffCommand } from './schemas.ts';

const ctx = systemContext('test');
const ada = systemContext('staff:ada@shop.example');
const ben = systemContext('staff:ben@shop.example');
const orderIds: string[] = [];

afterAll(async () => {
  for (const orderId of orderIds) {
    await db().outboxMessage.deleteMany({ where: { payload: { path: '$.orderId', equals: orderId } } });
  }
  await closeDb();
});

async function ready(): Promise<string> {
  const orderId = uuidv7();
  orderIds.push(orderId);
  await withTransaction((tx) => placeOrderEvents(tx, ctx, paidOrder(orderId)));
  await appendWithRetry(ctx, { orderId, command: { do: 'commit_stock' } });
  return orderId;
}

const versionOf = async (orderId: string) => (await loadOrder(orderId))?.state.version ?? 0;
const offered = async (orderId: string) => (await orderTimeline(orderId))?.actions.offered ?? [];
async function act(orderId: string, command: StaffCommand, who = ada, seen?: number) {
  const seenVersion = seen ?? (await versionOf(orderId));
  return actOnOrder(who, { orderId, id: uuidv7(), seenVersion, command });
}

test('an order goes its whole way by staff, and only the next legal moves are offered', async () => {
  const orderId = await ready();
  const refunds = ['refund_lines', 'refund'];
  expect(await offered(orderId)).toEqual(['start_fulfilment', ...refunds, 'cancel', 'add_note']);
  expect(await act(orderId, { do: 'deliver' })).toEqual({
    ok: false,
    error: { kind: 'not_allowed', message: 'An order that is paid cannot be delivered' },
  });
  await act(orderId, { do: 'start_fulfilment' });
  expect(await offered(orderId)).toEqual(['ship', ...refunds, 'cancel', 'add_note']);
  await act(orderId, { do: 'ship', trackingNumber: 'T 1', carrier: 'DHL' });
  expect(await offered(orderId)).toEqual(['deliver', 'request_return', ...refunds, 'add_note']);
  await act(orderId, { do: 'deliver' });
  await act(orderId, { do: 'request_return', reason: 'too small' });
  await act(orderId, { do: 'receive_return', restock: [{ sku: 'MUG-1', quantity: 1 }] });
  expect(await offered(orderId)).toEqual([...refunds, 'add_note']);
  const order = await loadOrder(orderId);
  expect(order?.view).toMatchObject({ status: 'returned', tracking: 'T 1', carrier: 'DHL' });
  const audit = await db().auditEntry.findMany({
    where: { subject: `order:${orderId}` },
    orderBy: { id: 'asc' },
  });
  expect(audit.map((row) => `${row.actor} ${row.action}`)).toEqual(
    ['start_fulfilment', 'ship', 'deliver', 'request_return', 'receive_return'].map(
      (name) => `${ada.actor} order.${name}`,
    ),
  );
  expect((await orderTimeline(orderId))?.events.at(-1)).toMatchObject({ actor: ada.actor });
});

test('of two who act at once one is told what the other did; facts of consumers are no conflict', async () => {
  const orderId = await ready();
  const seen = await versionOf(orderId);
  await appendWithRetry(ctx, { orderId, command: { do: 'record_export', erpReference: 'E' } });
  const cancel: StaffCommand = { do: 'cancel', reason: 'fraud', restock: true };
  const results = await Promise.all([
    act(orderId, cancel, ada, seen),
    act(orderId, { do: 'start_fulfilment' }, ben, seen),
  ]);
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  const lost = results.find(({ ok }) => !ok);
  const adaWon = results[0].ok;
  expect(lost).toMatchObject({
    error: {
      kind: 'changed',
      by: adaWon ? ada.actor : ben.actor,
      did: adaWon ? 'cancelled this order' : 'began to pack it',
    },
  });
  expect((await act(orderId, { do: 'add_note', text: 'hello' }, ben, seen)).ok).toBe(true);
  expect(await db().auditEntry.count({ where: { subject: `order:${orderId}` } })).toBe(2);
});

test('a request sent twice is done once', async () => {
  const orderId = await ready();
  const seenVersion = await versionOf(orderId);
  const request = { orderId, id: uuidv7(), seenVersion };
  const refund = { ...request, command: { do: 'refund' as const, amountMinor: 500, reason: 'late' } };
  const [first, second] = [await actOnOrder(ada, refund), await actOnOrder(ada, refund)];
  expect(second).toEqual(first);
  expect((await loadOrder(orderId))?.state.refunds).toMatchObject([{ amountMinor: 500 }]);
});

test('articles are refunded by units and to the cent, and never twice', async () => {
  const orderId = uuidv7();
  orderIds.push(orderId);
  const line = { sku: 'ODD', title: 'Odd', variantTitle: '', quantity: 3, unitMinor: 334, totalMinor: 1000 };
  const amounts = { subtotalMinor: 1000, shippingMinor: 0, totalMinor: 1000 };
  const payment = { gateway: 'stripe', reference: 'pi_1', amountMinor: 1000, currency: 'EUR' };
  const order = paidOrder(orderId, { lines: [line], ...amounts, payment });
  await withTransaction((tx) => placeOrderEvents(tx, ctx, order));
  const one: StaffCommand = { do: 'refund_lines', lines: [{ sku: 'ODD', quantity: 1 }], reason: 'broken' };
  for (let n = 0; n < 3; n++) expect((await act(orderId, one)).ok).toBe(true);
  const amountsOf = (await loadOrder(orderId))?.state.refunds.map(({ amountMinor }) => amountMinor);
  expect(amountsOf).toEqual([333, 333, 334]);
  expect(await act(orderId, one)).toMatchObject({
    error: { kind: 'not_allowed', message: 'Of ODD only 0 can still be refunded' },
  });
  const unknown: StaffCommand = { ...one, lines: [{ sku: 'NO', quantity: 1 }] };
  expect((await act(orderId, unknown)).ok).toBe(false);
  expect(await act(uuidv7(), one, ada, 1)).toMatchObject({ error: { kind: 'unknown_order' } });
});
