import { env } from '#lib/platform/index.ts';
import { priceAt } from '#lib/pricing/index.ts';
import { findPreviewVariants } from './prices.repository.ts';
import { findRulesOf, findTargeted } from './targets.repository.ts';
import type { RuleInput, RulePreview } from './types.ts';

const shownRows = 100;

/**
 * What products would cost at an instant with this rule, stored or not, beside the rules there are then. A coupon is
 * shown as what it takes off the price of one unit. In the rule's currency, else the shop's own.
 */
export async function previewRule({
  id,
  rule,
  at,
}: {
  id: string | null;
  rule: RuleInput;
  at: Date;
}): Promise<RulePreview> {
  const products = await findTargeted(rule.targets);
  const currency = rule.currency ?? env.SHOP_CURRENCY;
  const [variants, others] = await Promise.all([
    findPreviewVariants(products, currency),
    findRulesOf(products, { at, horizon: at, currency }),
  ]);
  const own = { ...rule, id: id ?? 'unsaved' };
  const rows = variants.map(({ productId, priceMinor, ...variant }) => {
    const rest = (others.get(productId) ?? []).filter((other) => other.id !== id);
    return {
      ...variant,
      listMinor: priceMinor,
      beforeMinor: priceAt(priceMinor, rest, at).unitMinor,
      afterMinor: priceAt(priceMinor, [...rest, own], at).unitMinor,
    };
  });
  const changed = rows.filter(({ beforeMinor, afterMinor }) => beforeMinor !== afterMinor);
  const unchanged = rows.filter(({ beforeMinor, afterMinor }) => beforeMinor === afterMinor);
  return {
    products: products.length,
    variants: rows.length,
    changed: changed.length,
    rows: [...changed, ...unchanged].slice(0, shownRows),
  };
}
