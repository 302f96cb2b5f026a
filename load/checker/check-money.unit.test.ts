import { expect, test } from 'vitest';
import { checkMoney } from './check-money.ts';
import type { LedgerEvent, Ledgers } from './types.ts';

const id = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const orderId = id(1);
const placedId = id(11);
const committedId = id(13);

function event(version: number, type: string, data: object): LedgerEvent {
  return { orderId, version, eventId: id(10 + version), type, data };
}

/** One order of two mugs as everybody has it when all went well. */
function sound(): Ledgers {
  return {
    charges: [
      { gateway: 'stripe', reference: 'pi_1', checkoutId: 'c1', amountMinor: 2_500, refundedMinor: 0 },
    ],
    events: [
      event(1, 'OrderPlaced', { checkoutId: 'c1', totalMinor: 2_500, lines: [{ sku: 'MUG', quantity: 2 }] }),
      event(2, 'PaymentCaptured', { gateway: 'stripe', reference: 'pi_1', amountMinor: 2_500 }),
      event(3, 'StockCommitted', {}),
      event(4, 'LoyaltyPointsEarned', { points: 25 }),
    ],
    stock: [{ sku: 'MUG', onHand: 8, ledgerSum: 8 }],
    movements: [{ sku: 'MUG', delta: -2, reference: `${orderId}/${placedId}` }],
    bookings: [{ orderId }],
    cancellations: [],
    mails: [{ messageId: `<${committedId}.confirmation@shop>` }],
    facts: [{ eventId: placedId, orderId, type: 'OrderPlaced' }],
    points: [{ orderId, points: 25 }],
  };
}

/** The same order, cancelled because somebody else was quicker, its money given back. */
function compensated(): Ledgers {
  const ledgers = sound();
  return {
    ...ledgers,
    charges: ledgers.charges.map((charge) => ({ ...charge, refundedMinor: 2_500 })),
    events: [
      ...ledgers.events.slice(0, 2),
      event(3, 'StockConflictDetected', { skus: ['MUG'] }),
      event(4, 'OrderCancelled', { reason: 'out_of_stock' }),
      event(5, 'RefundRequested', { refundId: 'r', amountMinor: 2_500 }),
      event(6, 'RefundCompleted', { refundId: 'r', amountMinor: 2_500 }),
    ],
    movements: [],
    bookings: [],
    mails: [{ messageId: `<${id(14)}.out_of_stock@shop>` }],
    facts: [11, 14, 16].map((number) => ({ eventId: id(number), orderId, type: 'any' })),
    points: [],
  };
}

const found = (ledgers: Ledgers, options?: Parameters<typeof checkMoney>[1]) =>
  checkMoney(ledgers, options).findings.map(({ invariant, kind }) => `${invariant} ${kind}`);

test('an order that went well, and one that was compensated, leave nothing to find', () => {
  expect(found(sound(), { told: [{ checkoutId: 'c1', outcome: 'placed' }] })).toEqual([]);
  expect(found(compensated())).toEqual([]);
  expect(checkMoney(compensated()).counts).toMatchObject({ orders: 1, cancelled: 1, refundedMinor: 2_500 });
});

const other = {
  gateway: 'stripe',
  reference: 'pi_2',
  checkoutId: 'c1',
  amountMinor: 2_500,
  refundedMinor: 0,
};

test.each<[string, (ledgers: Ledgers) => Partial<Ledgers>, string[]]>([
  [
    'a charge without an order',
    () => ({ charges: [...sound().charges, { ...other, checkoutId: 'c2' }] }),
    ['I1 loss'],
  ],
  [
    'a second charge that was given back',
    () => ({ charges: [...sound().charges, { ...other, refundedMinor: 2_500 }] }),
    [],
  ],
  ['a customer charged twice', () => ({ charges: [...sound().charges, other] }), ['I1 loss', 'I3 double']],
  ['an order the gateway knows nothing of', () => ({ charges: [] }), ['I1 loss']],
  [
    'an order without a payment',
    ({ events }) => ({ charges: [], events: events.filter(({ version }) => version !== 2) }),
    ['I1 loss'],
  ],
  [
    'an order paid with another amount',
    ({ events }) => ({
      events: events.map((one) =>
        one.version === 1
          ? event(1, 'OrderPlaced', { checkoutId: 'c1', totalMinor: 1, lines: [{ sku: 'MUG', quantity: 2 }] })
          : one,
      ),
    }),
    ['I1 loss'],
  ],
  [
    'a refund the order does not know of',
    ({ charges }) => ({ charges: charges.map((one) => ({ ...one, refundedMinor: 100 })) }),
    ['I1 double'],
  ],
  ['units taken twice', ({ movements }) => ({ movements: [...movements, ...movements] }), ['I4 double']],
  ['units not taken', () => ({ movements: [] }), ['I4 loss']],
  ['a second booking', ({ bookings }) => ({ bookings: [...bookings, ...bookings] }), ['I4 double']],
  ['no booking', () => ({ bookings: [] }), ['I4 loss']],
  ['no mail', () => ({ mails: [] }), ['I4 loss']],
  [
    'two different mails',
    ({ mails }) => ({ mails: [...mails, { messageId: `<${committedId}.again@shop>` }] }),
    ['I4 double'],
  ],
  ['the same mail again', ({ mails }) => ({ mails: [...mails, ...mails] }), ['I4 double']],
  ['a fact counted twice', ({ facts }) => ({ facts: [...facts, ...facts] }), ['I4 double']],
  ['no fact', () => ({ facts: [] }), ['I4 loss']],
  ['points booked twice', ({ points }) => ({ points: [...points, ...points] }), ['I4 double']],
  ['points not booked', () => ({ points: [] }), ['I4 loss']],
  [
    'an order nobody decided on',
    ({ events }) => ({ events: events.slice(0, 2), movements: [], bookings: [], mails: [], points: [] }),
    ['I5 loss'],
  ],
  ['stock below zero', () => ({ stock: [{ sku: 'MUG', onHand: -1, ledgerSum: -1 }] }), ['I5 double']],
  ['stock that does not add up', () => ({ stock: [{ sku: 'MUG', onHand: 7, ledgerSum: 8 }] }), ['I5 double']],
])('%s', (_, change, expected) => {
  const ledgers = sound();
  expect(found({ ...ledgers, ...change(ledgers) })).toEqual(expected);
});

/** The same order, cancelled by staff when it was exported already. */
function withdrawn(): Ledgers {
  const ledgers = sound();
  return {
    ...ledgers,
    charges: ledgers.charges.map((charge) => ({ ...charge, refundedMinor: 2_500 })),
    events: [
      ...ledgers.events,
      event(5, 'RefundRequested', { refundId: 'r', amountMinor: 2_500 }),
      event(6, 'OrderCancelled', { reason: 'x', restock: false }),
      event(7, 'RefundCompleted', { refundId: 'r', amountMinor: 2_500 }),
    ],
    cancellations: [{ orderId }],
    points: [...ledgers.points, { orderId, points: -25 }],
    mails: [...ledgers.mails, { messageId: `<${id(16)}.cancelled@shop>` }],
    facts: [11, 16, 17].map((number) => ({ eventId: id(number), orderId, type: 'any' })),
  };
}

test('what was cancelled after its export is cancelled in the ERP, once', () => {
  expect(found(withdrawn())).toEqual([]);
  expect(found({ ...withdrawn(), cancellations: [] })).toEqual(['I4 loss']);
  expect(found({ ...withdrawn(), cancellations: [{ orderId }, { orderId }] })).toEqual(['I4 double']);
  expect(found({ ...withdrawn(), bookings: [] })).toEqual([]);
  expect(found({ ...sound(), cancellations: [{ orderId }] })).toEqual(['I4 double']);
});

test('points go back with the money', () => {
  const ledgers = sound();
  const refunded: Ledgers = {
    ...ledgers,
    charges: ledgers.charges.map((charge) => ({ ...charge, refundedMinor: 1_250 })),
    events: [
      ...ledgers.events,
      event(5, 'RefundRequested', { refundId: 'r', amountMinor: 1_250 }),
      event(6, 'RefundCompleted', { refundId: 'r', amountMinor: 1_250 }),
    ],
    facts: [...ledgers.facts, { eventId: id(16), orderId, type: 'RefundCompleted' }],
  };
  const booked = (...taken: number[]) =>
    found({ ...refunded, points: [25, ...taken].map((points) => ({ orderId, points })) });
  expect(booked(-13)).toEqual([]);
  expect(booked()).toEqual(['I4 double']);
  expect(booked(-13, -12)).toEqual(['I4 loss']);
  expect(found({ ...withdrawn(), points: ledgers.points })).toEqual(['I4 double']);
});

test('two orders of one checkout', () => {
  const ledgers = sound();
  const again = ledgers.events.map((one) => ({
    ...one,
    orderId: id(2),
    eventId: one.eventId.replace('7000', '7001'),
  }));
  expect(found({ ...ledgers, events: [...ledgers.events, ...again] })).toContain('I2 double');
});

test('a cancelled order whose money was kept, and a refund that never came', () => {
  const kept = { ...compensated(), charges: sound().charges };
  expect(found(kept)).toEqual(['I1 loss', 'I1 loss']);
  const never = { ...kept, events: kept.events.filter(({ type }) => type !== 'RefundCompleted') };
  expect(found(never)).toEqual(['I1 loss', 'I4 loss']);
});

/** The refund came back, so the gateway kept the money; and then another refund. */
test('a refund that failed counts as none, and the next one as the one that the order owes', () => {
  const before = compensated();
  const failed = {
    ...before,
    charges: sound().charges,
    events: [...before.events, event(7, 'RefundFailed', { refundId: 'r', amountMinor: 2_500 })],
    facts: [...before.facts, { eventId: id(17), orderId, type: 'any' }],
  };
  // The cancelled order's customer still waits for the money.
  expect(found(failed)).toEqual(['I1 loss']);
  const again = {
    ...failed,
    charges: before.charges,
    events: [
      ...failed.events,
      event(8, 'RefundRequested', { refundId: 's', amountMinor: 2_500 }),
      event(9, 'RefundCompleted', { refundId: 's', amountMinor: 2_500 }),
    ],
    facts: [...failed.facts, { eventId: id(19), orderId, type: 'any' }],
  };
  expect(found(again)).toEqual([]);
});

test('what customers were told must be true', () => {
  expect(found(sound(), { told: [{ checkoutId: 'c2', outcome: 'placed' }] })).toEqual(['I1 loss']);
  expect(found(sound(), { told: [{ checkoutId: 'c1', outcome: 'not_charged' }] })).toEqual(['I3 double']);
});

test('as many mails may come again as the caller says', () => {
  const ledgers = sound();
  const twice = { ...ledgers, mails: [...ledgers.mails, ...ledgers.mails] };
  expect(found(twice, { repeatedMailsAllowed: 1 })).toEqual([]);
});
