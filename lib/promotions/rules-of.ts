import { nextBoundary, type PriceRule } from '#lib/pricing/index.ts';
import { findRulesOf } from './promotions.repository.ts';
import type { PricedBy, ProductRules } from './types.ts';

/** Longer than any page is kept: a rule that starts later than this cannot meet a page rendered now. */
const horizonMs = 25 * 3_600_000;

/**
 * The price rules of these products in a currency (by default the shop's own), for `priceAt` and `pricedBy`: one query,
 * none without products.
 */
export async function rulesOf(
  productIds: readonly string[],
  at: Date,
  currency?: string,
): Promise<ProductRules> {
  if (productIds.length === 0) return new Map();
  const horizon = new Date(at.getTime() + horizonMs);
  return findRulesOf(productIds, { at, horizon, ...(currency === undefined ? {} : { currency }) });
}

/** What a page that shows a product's price depends on: the rules behind it, and the instant it may change at. */
export function pricedBy(rules: readonly PriceRule[], ruleIds: readonly string[], at: Date): PricedBy {
  return { ruleIds: [...new Set(ruleIds)], until: nextBoundary(rules, at) };
}
