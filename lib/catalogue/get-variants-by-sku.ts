import { getStock, sellableUnits } from '#lib/inventory/index.ts';
import { priceAt } from '#lib/pricing/index.ts';
import { rulesOf } from '#lib/promotions/index.ts';
import { readTexts } from '#lib/translations/index.ts';
import { findFirstImages, findVariantsBySku } from './catalogue.repository.ts';
import { readWords } from './localise.ts';
import type { SellableVariant, View } from './types.ts';

/** What carts and checkouts need of each SKU at an instant, prices in minor units. Unknown SKUs are absent; at most 500. */
export async function getVariantsBySku(
  skus: readonly string[],
  { at = new Date(), locale }: View = {},
): Promise<Map<string, SellableVariant>> {
  const asked = new Set(skus.slice(0, 500));
  if (asked.size === 0) return new Map();
  const [variants, stock] = await Promise.all([findVariantsBySku([...asked]), getStock([...asked])]);
  // The database compares text loosely; a cart may hold only the SKU as it is written.
  const exact = variants.filter((variant) => asked.has(variant.sku));
  const productIds = [...new Set(exact.map((variant) => variant.productId))];
  const [images, rules, texts, word] = await Promise.all([
    findFirstImages(productIds),
    rulesOf(productIds, at),
    readTexts('product', productIds, locale),
    readWords(
      exact.flatMap(({ optionValues }) => optionValues),
      locale,
    ),
  ]);
  return new Map(
    exact.map(({ sku, optionValues, priceMinor, weightGrams, productId, product }) => {
      const image = images.get(productId);
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
          taxClass: product.taxClass,
          weightGrams,
        },
      ];
    }),
  );
}
