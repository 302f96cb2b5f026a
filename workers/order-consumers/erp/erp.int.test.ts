import { expect, test } from 'vitest';
import { appendWithRetry, loadOrder, type OrderCommand } from '#lib/orders/index.ts';
import { db } from '#lib/platform/index.ts';
import { eventually, messageTo, placed, stocked } from '../consumers.fixtures.ts';
import { BusyError } from '../errors.ts';
import { handle } from '../pipeline.ts';
import { consumersOnTrial, ctx, effects, policy, settled } from '../trial.fixtures.ts';
import { erp } from './erp.ts';

// What the ERP hears of a cancellation, by its own book.
const trial = consumersOnTrial();

const command = async (orderId: string, one: OrderCommand) =>
  expect(await appendWithRetry(ctx, { orderId, command: one })).toMatchObject({ ok: true });
const cancel = (orderId: string) =>
  command(orderId, { do: 'cancel', reason: 'changed_mind', restock: true, refundId: ctx.newId() });

/** An order that has its units, and of which no consumer has heard. */
async function committed() {
  const order = await placed(await stocked(3));
  await command(order.orderId, { do: 'commit_stock' });
  return order;
}
const tell = async (orderId: string, type: 'StockCommitted' | 'OrderCancelled') =>
  handle(erp, await messageTo('erp', orderId, type), ctx, policy);
const book = async (orderId: string) =>
  (await trial.parties().erp.bookings(orderId)).map(({ cancellations }) => cancellations.length);
const inbox = async (orderId: string) =>
  (await effects(orderId)).filter((effect) => effect.startsWith('erp '));

test('an exported order that is cancelled is cancelled in the ERP, once', async () => {
  const order = await placed(await stocked(3));
  trial.start();
  await settled(order.orderId);
  expect(await book(order.orderId)).toEqual([0]);
  await cancel(order.orderId);
  await eventually(async () => expect(await inbox(order.orderId)).toEqual(['erp done', 'erp done']));
  const [booking] = await trial.parties().erp.bookings(order.orderId);
  const event = await db().orderEvent.findFirstOrThrow({
    where: { orderId: order.orderId, type: 'OrderCancelled' },
  });
  const number = (await loadOrder(order.orderId))?.number;
  expect(booking?.cancellations).toEqual([
    {
      key: event.eventId,
      request: {
        orderId: order.orderId,
        number,
        reason: 'changed_mind',
        cancelledAt: event.recordedAt.toISOString(),
      },
    },
  ]);
});

test('a cancellation while the export is under way waits for it', async () => {
  const { orderId } = await committed();
  await trial.parties().erp.misbehave('slow', 1, 1_500);
  const before = await trial.parties().erp.calls();
  const exporting = tell(orderId, 'StockCommitted');
  await eventually(async () => expect(await trial.parties().erp.calls()).toBe(before + 1));
  await cancel(orderId);
  await expect(tell(orderId, 'OrderCancelled')).rejects.toBeInstanceOf(BusyError);
  await exporting;
  await tell(orderId, 'OrderCancelled');
  expect(await book(orderId)).toEqual([1]);
});

test('an export whose answer was lost before the cancellation is cancelled', async () => {
  const { orderId } = await committed();
  await trial.parties().erp.misbehave('lost_answer', 1);
  await expect(tell(orderId, 'StockCommitted')).rejects.toThrow('fetch failed');
  await cancel(orderId);
  await tell(orderId, 'StockCommitted');
  expect((await loadOrder(orderId))?.state.erpReference).toBeNull();
  await tell(orderId, 'OrderCancelled');
  expect(await book(orderId)).toEqual([1]);
});

test('a cancellation whose answer is lost, or that comes twice, is done once', async () => {
  const { orderId } = await committed();
  await tell(orderId, 'StockCommitted');
  await cancel(orderId);
  const message = await messageTo('erp', orderId, 'OrderCancelled');
  await trial.parties().erp.misbehave('lost_answer', 1);
  await expect(handle(erp, message, ctx, policy)).rejects.toThrow('fetch failed');
  await handle(erp, message, ctx, policy);
  // As after a crash between the ERP's answer and our commit.
  const key = { consumer: 'erp', eventId: message.eventId };
  await db().consumerInbox.update({ where: { consumer_eventId: key }, data: { status: 'retrying' } });
  await handle(erp, message, ctx, policy);
  await handle(erp, message, ctx, policy);
  expect(await book(orderId)).toEqual([1]);
});

test('an order cancelled before its export is never booked, also by a request that is late', async () => {
  const { orderId } = await committed();
  await cancel(orderId);
  await tell(orderId, 'StockCommitted');
  await tell(orderId, 'OrderCancelled');
  expect(await inbox(orderId)).toEqual(['erp done', 'erp done']);
  expect(await book(orderId)).toEqual([]);
});

test('of an order that never had its units the ERP hears nothing', async () => {
  const { orderId } = await placed(await stocked(3));
  const before = await trial.parties().erp.calls();
  await command(orderId, { do: 'report_stock_conflict', skus: ['x'], refundId: ctx.newId() });
  await tell(orderId, 'OrderCancelled');
  expect(await inbox(orderId)).toEqual(['erp done']);
  expect(await trial.parties().erp.calls()).toBe(before);
});

test('a cancellation that the ERP refuses, or of a booking that it does not find, is parked', async () => {
  const refused = await committed();
  await tell(refused.orderId, 'StockCommitted');
  await cancel(refused.orderId);
  await trial.parties().erp.misbehave('refuse', 1);
  await tell(refused.orderId, 'OrderCancelled');
  expect(await inbox(refused.orderId)).toEqual(['erp done', 'erp failed']);
  const lost = await committed();
  await command(lost.orderId, { do: 'record_export', erpReference: 'ERP-of-yesterday' });
  await cancel(lost.orderId);
  await tell(lost.orderId, 'StockCommitted');
  await tell(lost.orderId, 'OrderCancelled');
  expect(await inbox(lost.orderId)).toEqual(['erp done', 'erp failed']);
});
