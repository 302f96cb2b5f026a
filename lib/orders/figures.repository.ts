import { db, type TrafficKind, trafficKinds, uuidv7 } from '#lib/platform/index.ts';
import type { MoneySum } from './types.ts';

/** Shoppers' orders placed since a moment that were not cancelled, by currency. */
export async function salesSince(from: Date): Promise<(MoneySum & { orders: number })[]> {
  const rows = await db().order.groupBy({
    by: ['currency'],
    where: { placedAt: { gte: from }, status: { not: 'cancelled' }, traffic: 'shopper' },
    _count: true,
    _sum: { totalMinor: true },
    orderBy: { currency: 'asc' },
  });
  return rows.map(({ currency, _count, _sum }) => ({
    currency,
    orders: _count,
    totalMinor: _sum.totalMinor ?? 0,
  }));
}

/**
 * Refunds of shoppers' orders that the gateway confirmed since a moment and that did not fail later, by currency. Event ids begin with the time they were
 * made, so an index finds them; those of an imported history are younger than what they tell of.
 */
export async function refundsSince(from: Date): Promise<MoneySum[]> {
  const first = uuidv7(from.getTime(), new Uint8Array(10));
  const rows = await db().$queryRaw<{ currency: string; totalMinor: unknown }[]>`
    SELECT JSON_VALUE(e.data, '$.currency') AS currency, SUM(JSON_VALUE(e.data, '$.amountMinor')) AS totalMinor
    FROM order_events e JOIN orders o ON o.id = e.order_id AND o.traffic = 'shopper'
    WHERE e.event_id >= ${first} AND e.recorded_at >= ${from} AND e.type = 'RefundCompleted'
      AND NOT EXISTS (
        SELECT 1 FROM order_events f WHERE f.order_id = e.order_id AND f.type = 'RefundFailed'
          AND JSON_VALUE(f.data, '$.refundId') = JSON_VALUE(e.data, '$.refundId'))
    GROUP BY currency ORDER BY currency`;
  return rows.map(({ currency, totalMinor }) => ({ currency, totalMinor: Number(totalMinor) }));
}

export type OrderTotals = {
  traffic: TrafficKind;
  currency: string;
  count: number;
  /** Minor units of the currency. */
  valueMinor: number;
  cancelled: number;
  /** Of those cancelled, the ones whose stock was sold to somebody else. */
  outOfStock: number;
};

/** Orders placed from `from` until before `to`, by whose they are and their currency. */
export async function orderTotals({ from, to }: { from: Date; to: Date }): Promise<OrderTotals[]> {
  const rows = await db().$queryRaw<Record<keyof OrderTotals, unknown>[]>`
    SELECT traffic, currency, COUNT(*) AS count, SUM(total_minor) AS valueMinor,
           SUM(status = 'cancelled') AS cancelled,
           SUM(IF(status = 'cancelled', JSON_VALUE(state, '$.cancelReason') = 'out_of_stock', 0)) AS outOfStock
    FROM orders WHERE placed_at >= ${from} AND placed_at < ${to} GROUP BY traffic, currency`;
  return rows.map((row) => ({
    traffic: trafficKinds.find((kind) => kind === row.traffic) ?? 'shopper',
    currency: String(row.currency),
    count: Number(row.count),
    valueMinor: Number(row.valueMinor),
    cancelled: Number(row.cancelled),
    outOfStock: Number(row.outOfStock),
  }));
}

/** When a shopper's order was placed last; null when there is none. */
export async function lastOrderAt(): Promise<Date | null> {
  const where = { traffic: 'shopper' };
  const last = await db().order.findFirst({
    where,
    orderBy: { placedAt: 'desc' },
    select: { placedAt: true },
  });
  return last?.placedAt ?? null;
}
