import type { Ctx, Tx } from '#lib/platform/index.ts';
import { priceAt, priorWindowStart } from '#lib/pricing/index.ts';
import { syncOffers } from '#lib/search/index.ts';
import { findAsked, lockVariants, writePrices } from './prices.repository.ts';
import { findRulesOf } from './targets.repository.ts';

/**
 * How long a transaction may take that prices all products of a rule or a category: the most a rule is for, on a slow
 * machine, and several times as many, since categories grow after a rule has started.
 */
export const pricingTimeoutMs = 120_000;

/** A variant with what it costs in a currency, in minor units. `saleMinor`: the price by rules as last written; null: none holds. */
export type PricedVariant = {
  id: string;
  productId: string;
  currency: string;
  priceMinor: number;
  saleMinor: number | null;
  priorMinor: number | null;
};

export type PriceWrite = {
  variantId: string;
  priceMinor: number;
  saleMinor: number | null;
  priorMinor: number | null;
  /** Whether the price asked is another than before: a row of history. */
  isNew: boolean;
};

/**
 * Writes down what the variants of these products cost from `at` on: a row of price history for each whose price
 * in a currency changed, the lowest price of the 30 days before it, and the price listings sort by. Called in the transaction of
 * every change of a list price, a rule, or a product's categories. Nothing is shown from here: pages compute with
 * `priceAt`.
 */
export async function refreshPrices(
  tx: Tx,
  _ctx: Ctx,
  productIds: readonly string[],
  at: Date,
): Promise<{ variants: number; changed: number }> {
  if (productIds.length === 0) return { variants: 0, changed: 0 };
  const variants = await lockVariants(tx, productIds);
  let changed = 0;
  for (const [currency, priced] of Map.groupBy(variants, (variant) => variant.currency)) {
    const rules = await findRulesOf(productIds, { at, horizon: at, currency }, tx);
    const variantIds = priced.map(({ id }) => id);
    const asked = await findAsked(tx, { variantIds, currency, since: priorWindowStart(at), at });
    const writes = priced.flatMap((variant): PriceWrite[] => {
      const { unitMinor, applied } = priceAt(variant.priceMinor, rules.get(variant.productId) ?? [], at);
      const before = asked.get(variant.id);
      const isNew = before?.lastMinor !== unitMinor;
      const saleMinor = applied.length > 0 ? unitMinor : null;
      const priorMinor = isNew ? (before?.lowestMinor ?? null) : variant.priorMinor;
      const same = saleMinor === variant.saleMinor && priorMinor === variant.priorMinor;
      return isNew || !same
        ? [{ variantId: variant.id, priceMinor: unitMinor, saleMinor, priorMinor, isNew }]
        : [];
    });
    await writePrices(tx, { at, currency, writes });
    changed += writes.length;
  }
  await syncOffers(tx, productIds);
  return { variants: variants.length, changed };
}
