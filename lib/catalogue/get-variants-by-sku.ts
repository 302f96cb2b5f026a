import { sellableUnits, stockPolicies } from '#lib/inventory/index.ts';
import { env } from '#lib/platform/index.ts';
import { priceAt } from '#lib/pricing/index.ts';
import { rulesOf } from '#lib/promotions/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { namedIn, readWords } from './localise.ts';
import { findSellable } from './sellable.repository.ts';
import type { SellableVariant, View } from './types.ts';

/**
 * What carts and checkouts need of each SKU at an instant, prices in minor units of a currency: two statements. Unknown
 * SKUs are absent; one without a price in the currency is there with `sold: false` and costs 0. At most 500.
 */
export async function getVariantsBySku(
  skus: readonly string[],
  { at = new Date(), locale = baseLocale, currency = env.SHOP_CURRENCY }: View = {},
): Promise<Map<string, SellableVariant>> {
  const asked = new Set(skus.slice(0, 500));
  if (asked.size === 0) return new Map();
  // The database compares text loosely; a cart may hold only the SKU as it is written.
  const exact = (await findSellable([...asked], { locale, currency })).filter(({ sku }) => asked.has(sku));
  const [found, word] = await Promise.all([
    rulesOf([...new Set(exact.map(({ productId }) => productId))], at, currency),
    readWords(locale),
  ]);
  const rules = namedIn(found, word);
  return new Map(
    exact.map((row) => {
      const listMinor = row.priceMinor ?? 0;
      const { unitMinor, applied } = priceAt(listMinor, rules.get(row.productId) ?? [], at);
      const active = row.status === 'active';
      const policy = stockPolicies.find((known) => known === row.policy);
      return [
        row.sku,
        {
          sku: row.sku,
          productId: row.productId,
          handle: row.handle,
          productTitle: row.title,
          variantTitle: row.optionValues.map(word).join(' / '),
          image: row.image,
          priceMinor: unitMinor,
          listMinor,
          applied,
          onHand: sellableUnits(policy && { onHand: row.onHand ?? 0, policy }),
          active,
          sold: active && row.priceMinor !== null,
          taxClass: row.taxClass,
          weightGrams: row.weightGrams,
        },
      ];
    }),
  );
}
