import type { Charge, Finding, Invariant, LedgerEvent, Ledgers, MoneyReport, Told } from './types.ts';

type Order = { id: string; events: LedgerEvent[] };

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const field = (event: LedgerEvent | undefined, name: string): unknown =>
  (event?.data as Record<string, unknown> | undefined)?.[name];
const net = (charge: Charge) => charge.amountMinor - charge.refundedMinor;

/**
 * Holds the ledgers against I1 to I5. Pure: the same ledgers, the same verdict. Expects a shop that has settled: an
 * effect still under way counts as lost.
 * @param told what customers were told, for those who kept a record.
 * @param repeatedMailsAllowed how many mails may have come again under the same Message-ID.
 */
export function checkMoney(
  ledgers: Ledgers,
  { told = [], repeatedMailsAllowed = 0 }: { told?: Told[]; repeatedMailsAllowed?: number } = {},
): MoneyReport {
  const findings: Finding[] = [];
  const find = (invariant: Invariant, kind: Finding['kind'], what: string, ...ids: string[]) =>
    findings.push({ invariant, kind, what, ids });
  /** Exactly one is right; none is a loss, more are doubles. */
  const one = (invariant: Invariant, count: number, what: string, ...ids: string[]) => {
    if (count === 0) find(invariant, 'loss', `no ${what}`, ...ids);
    if (count > 1) find(invariant, 'double', `${count} × ${what}`, ...ids);
  };

  const orders = ordersOf(ledgers.events);
  const charges = new Map(ledgers.charges.map((charge) => [`${charge.gateway}/${charge.reference}`, charge]));
  const paidFor = new Set<string>();
  const bookings = countBy(ledgers.bookings, ({ orderId }) => orderId);
  const cancellations = countBy(ledgers.cancellations, ({ orderId }) => orderId);
  const facts = countBy(ledgers.facts, ({ eventId }) => eventId);
  const points = Map.groupBy(ledgers.points, ({ orderId }) => orderId);
  const movements = Map.groupBy(ledgers.movements, ({ reference }) => uuid.exec(reference)?.[0] ?? '');
  const mails = Map.groupBy(ledgers.mails, ({ messageId }) => uuid.exec(messageId)?.[0] ?? '');

  for (const order of orders) {
    const { id } = order;
    const of = (type: string) => order.events.filter((event) => event.type === type);
    const [placed] = of('OrderPlaced');
    const cancelled = of('OrderCancelled').length > 0;
    const failed = new Set(of('RefundFailed').map((event) => field(event, 'refundId')));
    const stands = (event: LedgerEvent) => !failed.has(field(event, 'refundId'));

    // I1: paid, and what went back is what the order says went back.
    const captures = of('PaymentCaptured');
    one('I1', captures.length, 'payment of the order', id);
    for (const capture of captures) {
      const key = `${String(field(capture, 'gateway'))}/${String(field(capture, 'reference'))}`;
      if (paidFor.has(key)) find('I1', 'double', 'orders for one payment', id, key);
      paidFor.add(key);
      const charge = charges.get(key);
      if (!charge) {
        find('I1', 'loss', 'order whose payment the gateway does not know', id, key);
        continue;
      }
      const back = of('RefundCompleted').filter(stands);
      const returned = sum(back.map((refund) => Number(field(refund, 'amountMinor'))));
      if (charge.amountMinor !== Number(field(placed, 'totalMinor'))) {
        find('I1', 'loss', `order of ${String(field(placed, 'totalMinor'))}, paid ${charge.amountMinor}`, id);
      }
      if (charge.refundedMinor !== returned) {
        const kind = charge.refundedMinor > returned ? 'double' : 'loss';
        find('I1', kind, `refunded ${charge.refundedMinor}, the order says ${returned}`, id, key);
      }
      if (cancelled && net(charge) !== 0) find('I1', 'loss', 'cancelled order whose money is kept', id, key);
    }

    // Our own monitor's order: paid and paid back like any other, and nothing else follows.
    if (field(placed, 'traffic') === 'synthetic') {
      const followed =
        (movements.get(id)?.length ?? 0) + (bookings.get(id) ?? 0) + (points.get(id)?.length ?? 0);
      if (followed > 0) find('I4', 'double', `${followed} effects of an order of the monitor`, id);
      continue;
    }

    // I4 and I5: what follows from the order.
    const committed = of('StockCommitted');
    const conflicts = of('StockConflictDetected');
    one('I5', committed.length + conflicts.length, 'decision about the units of the order', id);
    const lines = (field(placed, 'lines') ?? []) as { sku: string; quantity: number }[];
    const wanted = committed.length > 0 && !cancelled ? lines : [];
    const moved = movements.get(id) ?? [];
    for (const sku of new Set([...lines, ...moved].map((line) => line.sku))) {
      const owed = sum(wanted.filter((line) => line.sku === sku).map(({ quantity }) => quantity));
      const taken = -sum(moved.filter((entry) => entry.sku === sku).map(({ delta }) => delta));
      if (taken === owed || (committed.length > 0 && cancelled)) continue;
      find('I4', taken > owed ? 'double' : 'loss', `${taken} of ${owed} units taken from stock`, id, sku);
    }
    if (conflicts.length > 0 && !cancelled) find('I5', 'loss', 'order without units is not cancelled', id);
    for (const event of ['OrderPlaced', 'OrderCancelled', 'RefundCompleted', 'RefundFailed'].flatMap(of)) {
      one('I4', facts.get(event.eventId) ?? 0, `analytics fact of ${event.type}`, id, event.eventId);
    }
    const refunds = Map.groupBy(of('RefundRequested').filter(stands), (event) =>
      String(field(event, 'refundId')),
    );
    for (const [refundId] of refunds) {
      const done = of('RefundCompleted').filter((event) => field(event, 'refundId') === refundId);
      one('I4', done.length, 'completed refund', id, refundId);
    }
    const mailsOf = (event: LedgerEvent) =>
      new Set((mails.get(event.eventId) ?? []).map(({ messageId }) => messageId)).size;
    for (const event of of('OrderCancelled')) one('I4', mailsOf(event), 'mail of the cancellation', id);
    for (const event of committed) {
      // An order cancelled meanwhile may have been exported and confirmed before, or not.
      const check = (count: number, what: string) => {
        if (!cancelled || count > 0) one('I4', count, what, id);
      };
      check(bookings.get(id) ?? 0, 'booking in the ERP');
      check(mailsOf(event), 'mail of the confirmation');
      const [earned, ...again] = of('LoyaltyPointsEarned');
      check((earned ? 1 : 0) + again.length, 'LoyaltyPointsEarned');
    }
    const booked = sum((points.get(id) ?? []).map((entry) => entry.points));
    const due = pointsDue(order.events);
    if (booked !== due) {
      find('I4', booked > due ? 'double' : 'loss', `${booked} points booked, ${due} are due`, id);
    }
    const cancelledThere = cancellations.get(id) ?? 0;
    if (cancelled && (cancelledThere > 0 || bookings.has(id))) {
      one('I4', cancelledThere, 'cancellation in the ERP', id);
    }
    if (!cancelled && cancelledThere > 0) find('I4', 'double', 'ERP has cancelled an order that stands', id);
    if (committed.length === 0 && (bookings.get(id) ?? 0) > 0) {
      find('I4', 'double', 'ERP has booked an order without units', id);
    }
  }

  // I1, the other way round: money that no order stands for.
  for (const [key, charge] of charges) {
    if (!paidFor.has(key) && net(charge) !== 0) {
      find('I1', 'loss', `charge of ${net(charge)} without an order`, charge.checkoutId, key);
    }
    if (net(charge) < 0) find('I1', 'double', 'more refunded than charged', charge.checkoutId, key);
  }
  for (const { gateway, reference, checkoutId, amountMinor } of ledgers.holds ?? []) {
    find('I1', 'loss', `${amountMinor} held on a card for nothing`, checkoutId, `${gateway}/${reference}`);
  }
  const known = new Set(orders.map(({ id }) => id));
  for (const { orderId } of ledgers.bookings) {
    if (!known.has(orderId)) find('I4', 'double', 'ERP has booked an order that is not there', orderId);
  }

  // I2 and I3
  const perCheckout = Map.groupBy(orders, (order) => String(field(order.events[0], 'checkoutId')));
  for (const [checkoutId, same] of perCheckout) {
    if (same.length > 1)
      find('I2', 'double', `${same.length} orders of one checkout`, checkoutId, ...same.map(({ id }) => id));
  }
  for (const [checkoutId, some] of Map.groupBy(ledgers.charges, (charge) => charge.checkoutId)) {
    const kept = some.filter((charge) => net(charge) > 0);
    if (kept.length > 1) {
      const ids = kept.map(({ gateway, reference }) => `${gateway}/${reference}`);
      find('I3', 'double', `charged ${kept.length} times`, checkoutId, ...ids);
    }
  }
  const chargedCheckouts = new Set(
    ledgers.charges.filter((charge) => net(charge) > 0).map(({ checkoutId }) => checkoutId),
  );
  for (const { checkoutId, outcome } of told) {
    if (outcome === 'placed' && !perCheckout.has(checkoutId)) {
      find('I1', 'loss', 'the customer was told of an order that is not there', checkoutId);
    }
    if (outcome === 'not_charged' && chargedCheckouts.has(checkoutId)) {
      find('I3', 'double', 'the customer was told that nothing was charged', checkoutId);
    }
  }

  // I5
  for (const { sku, onHand, ledgerSum } of ledgers.stock) {
    if (onHand < 0) find('I5', 'double', `${onHand} on hand`, sku);
    if (onHand !== ledgerSum) {
      find('I5', onHand > ledgerSum ? 'loss' : 'double', `${onHand} on hand, ledger says ${ledgerSum}`, sku);
    }
  }

  const distinct = new Set(ledgers.mails.map(({ messageId }) => messageId)).size;
  const repeatedMails = ledgers.mails.length - distinct;
  if (repeatedMails > repeatedMailsAllowed) {
    const ids = [...mails.values()].filter((some) => some.length > 1).map(([mail]) => mail?.messageId ?? '');
    find('I4', 'double', `${repeatedMails} mails came again, ${repeatedMailsAllowed} may`, ...ids);
  }
  return {
    counts: {
      orders: orders.length,
      cancelled: orders.filter(({ events }) => events.some(({ type }) => type === 'OrderCancelled')).length,
      charges: ledgers.charges.length,
      byGateway: Object.fromEntries(countBy(ledgers.charges, ({ gateway }) => gateway)),
      chargedMinor: sum(ledgers.charges.map(({ amountMinor }) => amountMinor)),
      refunds: ledgers.charges.filter(({ refundedMinor }) => refundedMinor > 0).length,
      refundedMinor: sum(ledgers.charges.map(({ refundedMinor }) => refundedMinor)),
      bookings: ledgers.bookings.length,
      mails: distinct,
      repeatedMails,
      facts: ledgers.facts.length,
      pointEntries: ledgers.points.length,
    },
    findings,
  };
}

/** What was earned, less the share of the money that went back, rounded down; nothing of an order that was cancelled. */
function pointsDue(events: LedgerEvent[]): number {
  const amounts = (type: string, name: string) =>
    sum(events.filter((event) => event.type === type).map((event) => Number(field(event, name))));
  if (events.some(({ type }) => type === 'OrderCancelled')) return 0;
  const earned = amounts('LoyaltyPointsEarned', 'points');
  const paid = amounts('OrderPlaced', 'totalMinor');
  const failed = new Set(
    events.filter(({ type }) => type === 'RefundFailed').map((event) => field(event, 'refundId')),
  );
  const back = events.filter(
    (event) => event.type === 'RefundCompleted' && !failed.has(field(event, 'refundId')),
  );
  const kept = paid - sum(back.map((event) => Number(field(event, 'amountMinor'))));
  return kept <= 0 ? 0 : Number((BigInt(earned) * BigInt(kept)) / BigInt(paid));
}

function ordersOf(events: LedgerEvent[]): Order[] {
  return [...Map.groupBy(events, ({ orderId }) => orderId)].map(([id, some]) => ({
    id,
    events: some.toSorted((a, b) => a.version - b.version),
  }));
}

function countBy<T>(items: T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}
