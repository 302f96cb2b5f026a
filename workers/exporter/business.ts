import { countUnsettledCheckouts, countWaitingWebhooks } from '#lib/checkout/index.ts';
import { businessTotals, type SeriesName, seriesNames } from '#lib/figures/index.ts';
import { countSoldOut } from '#lib/inventory/index.ts';
import { countDeadLetters, waitingEffects } from '#lib/orders/index.ts';
import { type Ctx, counter, gauge } from '#lib/platform/index.ts';

const labelNames: Record<SeriesName, readonly string[]> = {
  ballast_orders_total: ['traffic', 'currency'],
  ballast_order_value_minor_total: ['traffic', 'currency'],
  ballast_orders_cancelled_total: ['traffic', 'reason'],
  ballast_checkouts_started_total: ['traffic'],
  ballast_checkouts_completed_total: ['traffic'],
  ballast_payment_attempts_total: ['traffic', 'gateway', 'method', 'outcome'],
};
const totals = (name: SeriesName) => counter(name, seriesNames[name], labelNames[name]);

/** Exports the business figures of the ledgers: counters whose values are the database's, not this process's. */
export async function sampleBusiness(ctx: Ctx): Promise<void> {
  const series = await businessTotals(ctx);
  // All at once, so that nobody scrapes a half of it.
  for (const name of Object.keys(seriesNames)) totals(name as SeriesName).reset();
  for (const { name, labels, value } of series) totals(name).inc(labels, value);
}

const unsettled = () =>
  gauge('ballast_checkouts_unsettled', 'Checkouts past their deadline that wait for the reconciler', []);
const webhooks = () =>
  gauge('ballast_webhooks_waiting', 'Stored webhooks that are not processed', ['gateway']);
const effects = () =>
  gauge('ballast_outbox_rows', 'Effects of orders that are not confirmed, at most 10,000', ['consumer']);
const oldest = () =>
  gauge('ballast_outbox_oldest_seconds', 'Age of the oldest effect that is not confirmed', ['consumer']);
const deadLetters = () => gauge('ballast_dead_letters', 'Effects parked for staff', ['consumer']);

/** Exports what waits: checkouts for the reconciler, effects for their consumers, parked ones for staff. */
export async function sampleBacklogs(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  const [checkouts, events, waiting, parked] = await Promise.all([
    countUnsettledCheckouts(now),
    countWaitingWebhooks(),
    waitingEffects(),
    countDeadLetters(),
  ]);
  unsettled().set(checkouts);
  webhooks().reset();
  for (const { gateway, count } of events) webhooks().set({ gateway }, count);
  for (const { consumer, count, since } of waiting) {
    effects().set({ consumer }, count);
    oldest().set({ consumer }, since ? Math.max(0, (now.getTime() - since.getTime()) / 1_000) : 0);
  }
  for (const { consumer, count } of parked) deadLetters().set({ consumer }, count);
}

const soldOut = () =>
  gauge(
    'ballast_stock_sold_out_skus',
    'Articles on sale that have no units left and may not be backordered',
    [],
  );

/** Exports how many articles are sold out: reads the products that have such a one, so not often. */
export async function sampleStock(): Promise<void> {
  soldOut().set(await countSoldOut());
}
