import { expect, test } from 'vitest';
import type { OrderEvent, RecordedEvent } from '#lib/orders/index.ts';
import { factOf } from './fact.ts';

const recorded = (known: OrderEvent): RecordedEvent => ({
  orderId: 'o',
  version: 3,
  eventId: 'e',
  type: known.type,
  data: known.data,
  metadata: { actor: 'test', schema: 1 },
  recordedAt: new Date(0),
  known,
});
const data = { refundId: 'r', amountMinor: 500, currency: 'EUR' };
const order = (completed: boolean) => ({
  id: 'o',
  totalMinor: 2_999,
  currency: 'EUR',
  refunds: [{ id: 'r', amountMinor: 500, reason: 'x', completed, failed: true as const }],
});

test('what failed after it was counted as paid back is counted back, what never was counted is not', () => {
  const completed = recorded({
    type: 'RefundCompleted',
    data: { ...data, gateway: 'stripe', reference: 're' },
  });
  const failed = recorded({ type: 'RefundFailed', data: { ...data, reason: 'x' } });
  expect(factOf(completed, order(true)).totalMinor).toBe(-500);
  expect(factOf(failed, order(true)).totalMinor).toBe(500);
  expect(factOf(failed, order(false)).totalMinor).toBe(0);
});
