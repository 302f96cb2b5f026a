import { getStock } from '#lib/inventory/index.ts';
import { priceAt } from '#lib/pricing/index.ts';
import { rulesOf } from '#lib/promotions/index.ts';
import { findFirstImages, findVariantsBySku } from './catalogue.repository.ts';
import type { SellableVariant } from './types.ts';

/** What carts and checkouts need of each SKU at an instant, prices in minor units. Unknown SKUs are absent; at most 500. */
export async function getVariantsBySku(
  skus: readonly string[],
  at: Date = new Date(),
): Promise<Map<string, SellableVariant>> {
  const asked = new Set(skus.slice(0, 500));
  if (asked.size === 0) return new Map();
  const [variants, stock] = await Promise.all([findVariantsBySku([...asked]), getStock([...asked])]);
  // The database compares text loosely; a cart may hold only the SKU as it is written.
  const exact = variants.filter((variant) => asked.has(variant.sku));
  const productIds = [...new Set(exact.map((variant) => variant.productId))];
  const [images, rules] = await Promise.all([findFirstImages(productIds), rulesOf(productIds, at)]);
  return new Map(
    exact.map(({ sku, title, priceMinor, productId, product }) => {
      const image = images.get(productId);
      const { unitMinor, applied } = priceAt(priceMinor, rules.get(productId) ?? [], at);
      return [
        sku,
        {
          sku,
          productId,
          handle: product.handle,
          productTitle: product.title,
          variantTitle: title,
          image: image ? { src: image.src, alt: image.alt } : null,
          priceMinor: unitMinor,
          listMinor: priceMinor,
          applied,
          onHand: stock.get(sku)?.onHand ?? 0,
          active: product.status === 'active',
        },
      ];
    }),
  );
}
