import { env } from '#lib/platform/index.ts';
import { findCurrencyPrices } from './catalogue.repository.ts';

type Priced = { id: string; priceMinor: number; compareAtMinor: number | null; priorMinor: number | null };

/**
 * Variants with their prices in a currency, in minor units. Those without a price in it are left out: they are not sold
 * for it. The shop's own currency costs no query.
 */
export async function pricedIn<V extends Priced>(variants: readonly V[], currency: string): Promise<V[]> {
  if (currency === env.SHOP_CURRENCY || variants.length === 0) return [...variants];
  const rows = await findCurrencyPrices(
    variants.map(({ id }) => id),
    currency,
  );
  const prices = new Map(rows.map(({ variantId, ...price }) => [variantId, price]));
  return variants.flatMap((variant) => {
    const price = prices.get(variant.id);
    return price ? [{ ...variant, ...price }] : [];
  });
}
