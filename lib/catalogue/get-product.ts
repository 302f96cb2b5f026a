import { getStock } from '#lib/inventory/index.ts';
import { FRONT_PAGE, findCategories, findProduct } from './catalogue.repository.ts';
import { linkOf, pathTo } from './category-tree.ts';
import { shownCompareAt } from './listing.ts';
import type { ProductPage } from './types.ts';

/** A product as its page shows it, prices in minor units; null when there is none, or it is not active. */
export async function getProduct(handle: string): Promise<ProductPage | null> {
  if (handle === '' || handle.length > 190) return null;
  const [product, tree] = await Promise.all([findProduct({ handle }), findCategories()]);
  // The database compares text loosely; a page must have one address only.
  if (product?.handle !== handle || product.status !== 'active') return null;
  const stock = await getStock(product.variants.map((variant) => variant.sku));
  const own = tree.filter((row) => product.categoryIds.includes(row.id) && row.handle !== FRONT_PAGE);
  return {
    id: product.id,
    handle,
    title: product.title,
    descriptionHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    optionNames: product.optionNames,
    images: product.images.map(({ src, alt, width, height }) => ({ src, alt, width, height })),
    variants: product.variants.map(({ id, sku, title, optionValues, priceMinor, compareAtMinor }) => ({
      id,
      sku,
      title,
      optionValues,
      priceMinor,
      compareAtMinor: shownCompareAt(priceMinor, compareAtMinor),
      inStock: (stock.get(sku)?.onHand ?? 0) > 0,
    })),
    categories: own.map(linkOf),
    breadcrumbs: own[0] ? pathTo(tree, own[0].id).map(linkOf) : [],
  };
}
