import { attemptTotals, checkoutTotals } from '#lib/checkout/index.ts';
import { orderTotals } from '#lib/orders/index.ts';
import { gateways, paymentMethods } from '#lib/payments/index.ts';
import { type Ctx, env } from '#lib/platform/index.ts';
import { lastDayUntil, readTotals, type Span, storeDay } from './figures.repository.ts';
import { keyOf, readKey, type Series } from './series.ts';

const dayMs = 86_400_000;
/** What is counted by its beginning may end late: a checkout at midnight is paid after it. */
const finalAfterMs = 6 * 3_600_000;
/** After a pause longer than this, what is older stays as it was counted last. */
const maxDays = 31;

/**
 * Every business figure as a total since the first time it was counted. Counts the day that runs, the one before until
 * that is final, and after a pause every day since the last that was counted, at most 31; stores what grew, and answers
 * the sum over all days. Safe in several processes at once.
 */
export async function businessTotals(ctx: Ctx): Promise<Series[]> {
  const now = ctx.now().getTime();
  const today = Math.floor(now / dayMs) * dayMs;
  const open = now - today < finalAfterMs ? today - dayMs : today;
  const last = await lastDayUntil(ctx.now());
  const since = last === null ? open : Math.min(open, Date.parse(last));
  // In their order: a count that is broken off goes on where it was.
  for (let from = Math.max(since, today - (maxDays - 1) * dayMs); from <= today; from += dayMs) {
    await countDay({ from: new Date(from), to: new Date(from + dayMs) });
  }
  return (await readTotals()).flatMap(({ series, value }) => {
    const known = readKey(series);
    return known ? [{ ...known, value }] : [];
  });
}

async function countDay(day: Span): Promise<void> {
  const [orders, checkouts, attempts] = await Promise.all([
    orderTotals(day),
    checkoutTotals(day),
    attemptTotals(day),
  ]);
  const counts = new Map<string, number>(expected().map((series) => [keyOf(series), 0]));
  const add = (series: Series) => counts.set(keyOf(series), (counts.get(keyOf(series)) ?? 0) + series.value);
  for (const { traffic, currency, count, valueMinor, outOfStock, cancelled } of orders) {
    add({ name: 'ballast_orders_total', labels: { traffic, currency }, value: count });
    add({ name: 'ballast_order_value_minor_total', labels: { traffic, currency }, value: valueMinor });
    const name = 'ballast_orders_cancelled_total';
    add({ name, labels: { traffic, reason: 'out_of_stock' }, value: outOfStock });
    add({ name, labels: { traffic, reason: 'other' }, value: cancelled - outOfStock });
  }
  for (const { traffic, started, completed } of checkouts) {
    add({ name: 'ballast_checkouts_started_total', labels: { traffic }, value: started });
    add({ name: 'ballast_checkouts_completed_total', labels: { traffic }, value: completed });
  }
  for (const { traffic, gateway, method, outcome, count } of attempts) {
    const labels = { traffic, gateway, method, outcome };
    add({ name: 'ballast_payment_attempts_total', labels, value: count });
  }
  await storeDay(
    day.from,
    [...counts].map(([series, value]) => ({ series, value })),
  );
}

/** What is there from the start, at nought: an increase from nothing to one is none that Prometheus could see. */
function expected(): Omit<Series, 'value'>[] {
  const labels = { traffic: 'shopper' as const };
  const money = { ...labels, currency: env.SHOP_CURRENCY };
  return [
    { name: 'ballast_orders_total', labels: money },
    { name: 'ballast_order_value_minor_total', labels: money },
    { name: 'ballast_orders_cancelled_total', labels: { ...labels, reason: 'out_of_stock' } },
    { name: 'ballast_orders_cancelled_total', labels: { ...labels, reason: 'other' } },
    { name: 'ballast_checkouts_started_total', labels },
    { name: 'ballast_checkouts_completed_total', labels },
    ...gateways().flatMap(({ name: gateway }) =>
      paymentMethods.flatMap((method) =>
        ['taken', 'refused', 'failed'].map((outcome) => ({
          name: 'ballast_payment_attempts_total' as const,
          labels: { ...labels, gateway, method, outcome },
        })),
      ),
    ),
  ];
}
