import { expect, test } from 'vitest';
import type { OrderEvent, RecordedEvent } from '#lib/orders/index.ts';
import { paidOrder } from '#lib/orders/orders.fixtures.ts';
import { entriesOf } from './points-of.ts';

const { orderId, payment, ...placed } = paidOrder('o1');
const refund = (refundId: string, amountMinor: number): OrderEvent[] => [
  { type: 'RefundRequested', data: { refundId, amountMinor, currency: 'EUR', reason: 'x' } },
  {
    type: 'RefundCompleted',
    data: { refundId, amountMinor, currency: 'EUR', gateway: 'stripe', reference: 're' },
  },
];
const committed: OrderEvent = { type: 'StockCommitted', data: { lines: [] } };
const earned: OrderEvent = { type: 'LoyaltyPointsEarned', data: { points: 29 } };
const cancelled: OrderEvent = { type: 'OrderCancelled', data: { reason: 'x', restock: true } };

/** Entries as `event points`, of an order of 29.99; `missing`: what the consumer has not come to. */
function booked(rest: (OrderEvent | undefined)[], missing: string[] = []): string[] {
  const all = [{ type: 'OrderPlaced', data: placed }, { type: 'PaymentCaptured', data: payment }, ...rest];
  const events = all.map((known, index) => ({
    orderId,
    version: index + 1,
    eventId: `${known?.type}`,
    type: known?.type ?? 'GiftWrapped',
    data: known?.data,
    metadata: { actor: 'test', schema: 1 },
    recordedAt: new Date(),
    known: known as RecordedEvent['known'],
  }));
  const isDone = (consumer: string, eventId: string) => consumer === 'loyalty' && !missing.includes(eventId);
  return entriesOf({ orderId, events, isDone }).map(({ eventId, points }) => `${eventId} ${points}`);
}

test.each<[string, string[], string[]]>([
  ['kept', booked([committed, earned, undefined]), ['StockCommitted 29']],
  ['without points', booked([committed]), []],
  [
    'refunded in parts: the last takes the rest',
    booked([committed, earned, ...refund('a', 1_000), ...refund('b', 1_000), ...refund('c', 999)]),
    ['StockCommitted 29', 'RefundCompleted -10', 'RefundCompleted -10', 'RefundCompleted -9'],
  ],
  [
    'cancelled before its refund',
    booked([committed, earned, cancelled, ...refund('a', 2_999)]),
    ['StockCommitted 29', 'OrderCancelled -29'],
  ],
  [
    'cancelled where nobody listened',
    booked([committed, earned, cancelled, ...refund('a', 2_999)], ['OrderCancelled']),
    ['StockCommitted 29', 'RefundCompleted -29'],
  ],
  ['refunded before it earned', booked([committed, ...refund('a', 1_500), earned]), ['StockCommitted 14']],
  ['not come to yet', booked([committed, earned, cancelled], ['OrderCancelled']), ['StockCommitted 29']],
])('an order %s', (_, entries, expected) => expect(entries).toEqual(expected));
