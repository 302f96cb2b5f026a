import { getStock, sellableUnits } from '#lib/inventory/index.ts';
import { env } from '#lib/platform/index.ts';
import { priceAt } from '#lib/pricing/index.ts';
import { rulesOf } from '#lib/promotions/index.ts';
import { readTexts } from '#lib/translations/index.ts';
import { findFirstImages, findVariantsBySku } from './catalogue.repository.ts';
import { readWords } from './localise.ts';
import { pricedIn } from './priced-in.ts';
import type { SellableVariant, View } from './types.ts';

/**
 * What carts and checkouts need of each SKU at an instant, prices in minor units of a currency. Unknown SKUs are absent;
 * one without a price in the currency is there with `sold: false` and costs 0. At most 500.
 */
export async function getVariantsBySku(
  skus: readonly string[],
  { at = new Date(), locale, currency = env.SHOP_CURRENCY }: View = {},
): Promise<Map<string, SellableVariant>> {
  const asked = new Set(skus.slice(0, 500));
  if (asked.size === 0) return new Map();
  const [variants, stock] = await Promise.all([findVariantsBySku([...asked]), getStock([...asked])]);
  // The database compares text loosely; a cart may hold only the SKU as it is written.
  const exact = variants.filter((variant) => asked.has(variant.sku));
  const productIds = [...new Set(exact.map((variant) => variant.productId))];
  const [images, rules, priced, texts, word] = await Promise.all([
    findFirstImages(productIds),
    rulesOf(productIds, at, currency),
    pricedIn(exact, currency),
    readTexts('product', productIds, locale),
    readWords(locale),
  ]);
  const lists = new Map(priced.map((variant) => [variant.sku, variant.priceMinor]));
  return new Map(
    exact.map(({ sku, optionValues, weightGrams, productId, product }) => {
      const image = images.get(productId);
      const priceMinor = lists.get(sku) ?? 0;
      const { unitMinor, applied } = priceAt(priceMinor, rules.get(productId) ?? [], at);
      return [
        sku,
        {
          sku,
          productId,
          handle: product.handle,
          productTitle: texts.get(productId)?.get('title') ?? product.title,
          variantTitle: optionValues.map(word).join(' / '),
          image: image ? { src: image.src, alt: image.alt } : null,
          priceMinor: unitMinor,
          listMinor: priceMinor,
          applied,
          onHand: sellableUnits(stock.get(sku)),
          active: product.status === 'active',
          sold: product.status === 'active' && lists.has(sku),
          taxClass: product.taxClass,
          weightGrams,
        },
      ];
    }),
  );
}
