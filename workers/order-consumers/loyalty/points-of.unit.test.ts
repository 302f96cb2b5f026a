import { expect, test } from 'vitest';
import type { OrderEvent } from '#lib/orders/index.ts';
import { entriesOf } from './points-of.ts';

const orderId = 'o1';
const address = {
  name: 'Ada',
  line1: '1',
  line2: '',
  city: 'Dublin',
  postcode: 'D02',
  country: 'IE',
  phone: '',
};
const placed: OrderEvent = {
  type: 'OrderPlaced',
  data: {
    checkoutId: 'c1',
    email: 'ada@example.com',
    name: 'Ada',
    shippingAddress: address,
    shippingMethod: { id: 'standard', title: 'Standard', promise: '' },
    lines: [{ sku: 'MUG', title: 'Mug', variantTitle: '', quantity: 1, unitMinor: 2_999, totalMinor: 2_999 }],
    subtotalMinor: 2_999,
    shippingMinor: 0,
    taxMinor: 0,
    totalMinor: 2_999,
    currency: 'EUR',
  },
};
const captured: OrderEvent = {
  type: 'PaymentCaptured',
  data: { gateway: 'stripe', reference: 'pi_1', amountMinor: 2_999, currency: 'EUR' },
};
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
  const all = [placed, captured, ...rest];
  const events = all.map((known, index) => ({
    orderId,
    version: index + 1,
    eventId: `${known?.type}`,
    type: known?.type ?? 'GiftWrapped',
    data: known?.data,
    metadata: { actor: 'test', schema: 1 },
    recordedAt: new Date(),
    known,
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
