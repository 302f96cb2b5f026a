import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, type OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { evolve, fold } from './evolve.ts';
import { canFollow, legalMoves } from './legal-moves.ts';
import { anyCommand, paidOrder } from './orders.fixtures.ts';
import { completedRefunds, requestedRefunds } from './refunds.ts';
import { type OrderState, orderStatuses } from './types.ts';

const id = '0198aaaa-0000-7000-8000-000000000001';
const { orderId: _, payment, ...placed } = paidOrder(id);
const start: OrderEvent[] = [
  { type: 'OrderPlaced', data: placed },
  { type: 'PaymentCaptured', data: payment },
];

function given(...commands: OrderCommand[]): OrderState {
  let state = fold(id, start);
  for (const command of commands) {
    if (!state) break;
    const decision = decide(state, command);
    if (!decision.ok) throw new Error(decision.error.message);
    state = decision.value.reduce((before, event) => evolve(id, before, event), state);
  }
  if (!state) throw new Error('no state');
  return state;
}

const when = (state: OrderState, command: OrderCommand) => decide(state, command);
const types = (state: OrderState, command: OrderCommand) => {
  const decision = when(state, command);
  return decision.ok ? decision.value.map((event) => event.type) : decision.error.kind;
};

describe('an order', () => {
  test('that loses its stock is cancelled and all of it asked back', () => {
    const command: OrderCommand = { do: 'report_stock_conflict', skus: ['MUG-1'], refundId: 'r1' };
    expect(types(given(), command)).toEqual(['StockConflictDetected', 'RefundRequested', 'OrderCancelled']);
    const state = given(command);
    expect(state).toMatchObject({ status: 'cancelled', stock: 'conflict', cancelReason: 'out_of_stock' });
    expect(requestedRefunds(state)).toBe(2999);
    expect(types(state, command)).toEqual([]);
  });

  test('is shipped only after its stock is committed and fulfilment began', () => {
    expect(types(given(), { do: 'start_fulfilment' })).toBe('not_allowed');
    expect(types(given({ do: 'commit_stock' }), { do: 'ship', trackingNumber: 'T1' })).toBe('not_allowed');
    const shipped = given(
      { do: 'commit_stock' },
      { do: 'start_fulfilment' },
      { do: 'ship', trackingNumber: 'T1' },
    );
    expect(shipped).toMatchObject({ status: 'shipped', tracking: 'T1' });
    expect(types(shipped, { do: 'cancel', reason: 'changed_mind', restock: true, refundId: 'r' })).toBe(
      'not_allowed',
    );
  });

  test('gives back at most what was captured', () => {
    const half = given({ do: 'request_refund', refundId: 'a', amountMinor: 2000, reason: 'damaged' });
    expect(types(half, { do: 'request_refund', refundId: 'b', amountMinor: 1000, reason: 'x' })).toBe(
      'amount_too_high',
    );
    expect(types(half, { do: 'request_refund', refundId: 'a', amountMinor: 2000, reason: 'x' })).toEqual([]);
    expect(types(half, { do: 'cancel', reason: 'x', restock: true, refundId: 'c' })).toEqual([
      'RefundRequested',
      'OrderCancelled',
    ]);
  });

  test('cancelled meanwhile neither takes stock nor earns points', () => {
    const cancelled = given({ do: 'cancel', reason: 'changed_mind', restock: true, refundId: 'r' });
    expect(types(cancelled, { do: 'commit_stock' })).toEqual([]);
    expect(types(cancelled, { do: 'earn_points', points: 5 })).toEqual([]);
  });

  test('counts an event of a newer release as a version and nothing else', () => {
    const state = given();
    expect(evolve(id, state, undefined)).toEqual({ ...state, version: 3 });
  });
});

test('whatever is commanded, every event is legal, money adds up and the fold is the state', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 60, size: 'max' }), (sequence) => {
      const events = [...start];
      let state = fold(id, start);
      for (const command of sequence) {
        if (!state) throw new Error('no state');
        const decision = decide(state, command);
        if (!decision.ok) continue;
        for (const event of decision.value) {
          expect(legalMoves[state.status]).toContain(event.type);
          expect(canFollow(state, event)).toBe(true);
          state = evolve(id, state, event);
          events.push(event);
        }
        expect(requestedRefunds(state)).toBeLessThanOrEqual(state.capturedMinor);
        expect(completedRefunds(state)).toBeLessThanOrEqual(requestedRefunds(state));
        expect(orderStatuses).toContain(state.status);
        expect(state.version).toBe(events.length);
        seen.add(state.status);
      }
      expect(fold(id, events)).toEqual(state);
    }),
    { numRuns: 500 },
  );
  // The property is worth something only if it gets around.
  expect(seen.size).toBeGreaterThanOrEqual(5);
});
