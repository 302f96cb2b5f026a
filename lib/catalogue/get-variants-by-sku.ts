import { getStock } from '#lib/inventory/index.ts';
import { findFirstImages, findVariantsBySku } from './catalogue.repository.ts';
import type { SellableVariant } from './types.ts';

/** What carts and checkouts need of each SKU, prices in minor units. Unknown SKUs are absent; at most 500. */
export async function getVariantsBySku(skus: readonly string[]): Promise<Map<string, SellableVariant>> {
  const asked = new Set(skus.slice(0, 500));
  if (asked.size === 0) return new Map();
  const [variants, stock] = await Promise.all([findVariantsBySku([...asked]), getStock([...asked])]);
  // The database compares text loosely; a cart may hold only the SKU as it is written.
  const exact = variants.filter((variant) => asked.has(variant.sku));
  const images = await findFirstImages([...new Set(exact.map((variant) => variant.productId))]);
  return new Map(
    exact.map(({ sku, title, priceMinor, productId, product }) => {
      const image = images.get(productId);
      return [
        sku,
        {
          sku,
          productId,
          handle: product.handle,
          productTitle: product.title,
          variantTitle: title,
          image: image ? { src: image.src, alt: image.alt } : null,
          priceMinor,
          onHand: stock.get(sku)?.onHand ?? 0,
          active: product.status === 'active',
        },
      ];
    }),
  );
}
