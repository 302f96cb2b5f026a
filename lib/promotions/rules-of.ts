import { pageKeptMs } from '#lib/cache/index.ts';
import { env } from '#lib/platform/index.ts';
import { nextBoundary, type PriceRule } from '#lib/pricing/index.ts';
import { isFor, type ProductFacts, readLiveRules } from './live-rules.ts';
import { findRulesOf } from './targets.repository.ts';
import type { PricedBy, ProductRules } from './types.ts';

/**
 * The price rules of these products in a currency (by default the shop's own), for `priceAt` at that instant: one query,
 * none without products. For carts and orders, which always ask the database.
 */
export async function rulesOf(
  productIds: readonly string[],
  at: Date,
  currency?: string,
): Promise<ProductRules> {
  if (productIds.length === 0) return new Map();
  return findRulesOf(productIds, { at, horizon: at, ...(currency === undefined ? {} : { currency }) });
}

/**
 * The same for pages, for `priceAt` and `pricedBy`: by the rules in the object cache, which cost a page no query. With
 * those that start while a page of now may still be shown.
 */
export async function shownRulesOf(
  products: readonly ProductFacts[],
  at: Date,
  currency: string = env.SHOP_CURRENCY,
): Promise<ProductRules> {
  if (products.length === 0) return new Map();
  const horizon = new Date(at.getTime() + pageKeptMs);
  const rules = (await readLiveRules()).flatMap(({ startedAt, currency: own, ...rule }) => {
    const speaks = rule.kind === 'percentage' || (own ?? env.SHOP_CURRENCY) === currency;
    const alive = (startedAt || rule.startsAt <= horizon) && (!rule.endsAt || rule.endsAt > at);
    // One whose start was carried out holds, even by a clock that is behind.
    const startsAt = startedAt && rule.startsAt > at ? at : rule.startsAt;
    return speaks && alive ? [{ ...rule, startsAt }] : [];
  });
  return new Map(
    products.map((product) => [
      product.id,
      rules.filter((rule) => isFor(rule, product)).map(({ targets: _targets, ...rule }) => rule),
    ]),
  );
}

/** What a page that shows a product's price depends on: the rules behind it, and the instant it may change at. */
export function pricedBy(rules: readonly PriceRule[], ruleIds: readonly string[], at: Date): PricedBy {
  return { ruleIds: [...new Set(ruleIds)], until: nextBoundary(rules, at) };
}
