import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { priceCart } from '#lib/pricing/index.ts';
import { decide, type OrderCommand } from './decide.ts';
import type { OrderEvent } from './events.ts';
import { evolve, fold } from './evolve.ts';
import { canFollow, legalMoves } from './legal-moves.ts';
import { anyCommand, paidOrder } from './orders.fixtures.ts';
import { completedRefunds, owesRefund, requestedRefunds } from './refunds.ts';
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

  test('whose refund failed owes it again: by a new one, which is not the old one told again', () => {
    const asked: OrderCommand = { do: 'request_refund', refundId: 'a', amountMinor: 2999, reason: 'x' };
    const done: OrderCommand = { do: 'complete_refund', refundId: 'a', gateway: 'stripe', reference: 're' };
    const failed: OrderCommand = { do: 'fail_refund', refundId: 'a', reason: 'lost card' };
    const state = given({ do: 'commit_stock' }, asked, done, failed);
    expect([requestedRefunds(state), completedRefunds(state), owesRefund(state)]).toEqual([0, 0, true]);
    for (const repeated of [failed, asked, done]) expect(types(state, repeated)).toEqual([]);
    expect(types(state, { ...failed, refundId: 'other' })).toBe('not_allowed');
    const again = given({ do: 'commit_stock' }, asked, done, failed, { ...asked, refundId: 'b' });
    expect([requestedRefunds(again), owesRefund(again)]).toEqual([2999, false]);
    const cancelled = given(asked, failed, { do: 'cancel', reason: 'x', restock: true, refundId: 'c' });
    expect(requestedRefunds(cancelled)).toBe(2999);
  });

  test('gives units of a failed refund back to be refunded', () => {
    const lines = [{ sku: 'MUG-1', quantity: 2 }];
    const asked: OrderCommand = { do: 'refund_lines', refundId: 'a', lines, reason: 'x' };
    expect(types(given(asked), { ...asked, refundId: 'b' })).toBe('not_allowed');
    const failed = given(asked, { do: 'fail_refund', refundId: 'a', reason: 'x' });
    expect(types(failed, { ...asked, refundId: 'b' })).toEqual(['RefundRequested']);
  });

  test('whose payment failed after all is not packed, not shipped, and cancelled without a refund', () => {
    const failed: OrderCommand = { do: 'fail_payment', gateway: 'adyen', code: 'capture_failed' };
    const held = given({ do: 'commit_stock' }, failed);
    expect(types(held, { do: 'start_fulfilment' })).toBe('not_allowed');
    expect(types(held, failed)).toEqual([]);
    const packed = given({ do: 'commit_stock' }, { do: 'start_fulfilment' }, failed);
    expect(types(packed, { do: 'ship', trackingNumber: 'T1' })).toBe('not_allowed');
    expect(types(packed, { do: 'cancel', reason: 'x', restock: true, refundId: 'c' })).toEqual([
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

describe('where tax is added to prices', () => {
  const rate = fc.integer({ min: 0, max: 12_000 });
  const cart = fc.record({
    lines: fc.uniqueArray(
      fc.record({
        sku: fc.constantFrom('a', 'b', 'c', 'd'),
        quantity: fc.integer({ min: 1, max: 7 }),
        unitMinor: fc.integer({ min: 1, max: 9_999 }),
        taxClass: fc.constantFrom('standard', 'reduced', 'zero'),
      }),
      { minLength: 1, selector: ({ sku }) => sku },
    ),
    shippingMinor: fc.nat(2_000),
    rates: fc.record({
      name: fc.constant('Sales tax'),
      standard: rate,
      reduced: rate,
      shipping: fc.boolean(),
    }),
  });
  type Cart = typeof cart extends fc.Arbitrary<infer T> ? T : never;

  function soldAt({ lines, shippingMinor, rates }: Cart, keepsLineTax: boolean) {
    const tax = { rates, display: 'exclusive' as const };
    const { lines: priced, ...amounts } = priceCart({ lines, shippingMinor, tax, currency: 'USD' });
    const sold = priced.map(({ taxClass: _, taxMinor, ...line }) => ({
      ...line,
      title: 'x',
      variantTitle: '',
      ...(keepsLineTax && taxMinor !== undefined ? { taxMinor } : {}),
    }));
    const { totalMinor } = amounts;
    const {
      payment: paid,
      orderId: _id,
      ...order
    } = paidOrder(id, {
      ...amounts,
      lines: sold,
      taxDisplay: 'exclusive',
      payment: { gateway: 'stripe', reference: 'pi_1', amountMinor: totalMinor, currency: 'USD' },
    });
    const state = fold(id, [
      { type: 'OrderPlaced', data: order },
      { type: 'PaymentCaptured', data: paid },
    ]);
    if (!state) throw new Error('no state');
    return { state, goodsTax: priced.reduce((sum, { taxMinor = 0 }) => sum + taxMinor, 0) };
  }

  /** Refunds every unit one by one. @returns the order after it. */
  function refundAll(state: OrderState): OrderState {
    let now = state;
    const units = state.lines.flatMap(({ sku, quantity }) => Array.from({ length: quantity }, () => sku));
    for (const [index, sku] of units.entries()) {
      const lines = [{ sku, quantity: 1 }];
      const decision = decide(now, { do: 'refund_lines', refundId: `r${index}`, lines, reason: 'x' });
      // A unit may have cost nothing.
      if (decision.ok) now = decision.value.reduce((before, event) => evolve(id, before, event), now);
    }
    return now;
  }

  test('two units of $40.00 come back with the tax that was added for them', () => {
    const { state } = soldAt(
      {
        lines: [{ sku: 'a', quantity: 2, unitMinor: 4_000, taxClass: 'standard' }],
        shippingMinor: 500,
        rates: { name: 'Sales tax', standard: 8_875, reduced: 0, shipping: true },
      },
      true,
    );
    expect([state.taxMinor, state.capturedMinor]).toEqual([754, 9_254]);
    expect(requestedRefunds(refundAll(state))).toBe(8_710);
  });

  test('all units refunded one by one are the goods and their tax, never more than was captured', () => {
    fc.assert(
      fc.property(cart, fc.boolean(), (input, keepsLineTax) => {
        const { state, goodsTax } = soldAt(input, keepsLineTax);
        const back = requestedRefunds(refundAll(state));
        expect(back).toBeLessThanOrEqual(state.capturedMinor);
        if (keepsLineTax) expect(back).toBe(state.subtotalMinor + goodsTax);
        else expect(back).toBeGreaterThanOrEqual(state.subtotalMinor);
      }),
    );
  });
});
