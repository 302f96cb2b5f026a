import type { TrafficKind } from '#lib/platform/index.ts';

/** What is counted, with what it means; amounts are in the currency's minor units. */
export const seriesNames = {
  ballast_orders_total: 'Orders placed',
  ballast_order_value_minor_total: 'Value of the orders placed, in minor units of their currency',
  ballast_orders_cancelled_total:
    'Orders cancelled, by reason: the stock was sold to somebody else, or another',
  ballast_checkouts_started_total: 'Checkouts whose customer asked to pay',
  ballast_checkouts_completed_total: 'Checkouts that became an order',
  ballast_payment_attempts_total:
    'Payment attempts, by what came of them: taken, refused by the bank, or failed at the gateway',
} as const;
export type SeriesName = keyof typeof seriesNames;

/** One line of one figure. */
export type Series = {
  name: SeriesName;
  labels: Record<string, string> & { traffic: TrafficKind };
  value: number;
};

/** The key a series is stored under: the same labels make the same key, in whatever order. */
export function keyOf({ name, labels }: Omit<Series, 'value'>): string {
  return JSON.stringify([name, ...Object.entries(labels).sort()]);
}

/** Reads a stored key back; null for one of another release. */
export function readKey(key: string): Omit<Series, 'value'> | null {
  const [name, ...labels] = JSON.parse(key) as [string, ...[string, string][]];
  if (!Object.hasOwn(seriesNames, name)) return null;
  return { name: name as SeriesName, labels: Object.fromEntries(labels) as Series['labels'] };
}
