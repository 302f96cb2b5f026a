import { remembered, tags } from '#lib/cache/index.ts';
import type { PriceRule } from '#lib/pricing/index.ts';
import { findLiveRules, type LiveTarget } from './targets.repository.ts';

/** What of a product decides which rules are for it; all categories it is in itself. */
export type ProductFacts = {
  id: string;
  vendor: string;
  productType: string;
  categoryIds: readonly string[];
};

/** A rule with whom it is for; a category has been made into all below it. */
export type LiveRule = PriceRule & {
  startedAt: Date | null;
  currency: string | null;
  /** `KIND VALUE`, folded; `all` for every product. */
  targets: ReadonlySet<string>;
};

// As the database compares names: neither case, accents nor spaces at the end tell two apart.
const folded = (value: string) => value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trimEnd();

const keyOf = ({ kind, value }: LiveTarget) =>
  kind === 'all'
    ? 'all'
    : kind === 'vendor' || kind === 'type'
      ? `${kind} ${folded(value)}`
      : `${kind} ${value}`;

/** Every rule without a coupon that has not ended: from the object cache, as of the last change of a rule or category. */
export function readLiveRules(): Promise<LiveRule[]> {
  return remembered('pricerules', [tags.rules(), tags.navigation()], async () =>
    (await findLiveRules()).map(({ targets, ...rule }) => ({
      ...rule,
      targets: new Set(targets.map(keyOf)),
    })),
  );
}

/** Whether a rule is for a product. The same answer as the database's (`findRulesOf`), which a test holds it to. */
export function isFor({ targets }: Pick<LiveRule, 'targets'>, product: ProductFacts): boolean {
  return (
    targets.has('all') ||
    targets.has(`product ${product.id}`) ||
    targets.has(`vendor ${folded(product.vendor)}`) ||
    targets.has(`type ${folded(product.productType)}`) ||
    product.categoryIds.some((id) => targets.has(`category ${id}`))
  );
}
