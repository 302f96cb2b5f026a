import { getStock } from '#lib/inventory/index.ts';
import { pricedBy, rulesOf } from '#lib/promotions/index.ts';
import { FRONT_PAGE, findCategories, findProduct } from './catalogue.repository.ts';
import { linkOf, pathTo } from './category-tree.ts';
import { shownPrice } from './shown-price.ts';
import type { ProductPage } from './types.ts';

/** A product as its page shows it at an instant, prices in minor units; null when there is none, or it is not active. */
export async function getProduct(handle: string, at: Date = new Date()): Promise<ProductPage | null> {
  if (handle === '' || handle.length > 190) return null;
  const [product, tree] = await Promise.all([findProduct({ handle }), findCategories()]);
  // The database compares text loosely; a page must have one address only.
  if (product?.handle !== handle || product.status !== 'active') return null;
  const [stock, ruled] = await Promise.all([
    getStock(product.variants.map((variant) => variant.sku)),
    rulesOf([product.id], at),
  ]);
  const rules = ruled.get(product.id) ?? [];
  const prices = product.variants.map((variant) => shownPrice(variant, rules, at));
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
    variants: product.variants.map(({ id, sku, title, optionValues, priorMinor, ...list }, index) => {
      const { priceMinor, compareAtMinor, sale } = prices[index] ?? shownPrice(list, rules, at);
      return {
        id,
        sku,
        title,
        optionValues,
        priceMinor,
        compareAtMinor,
        lowestMinor: compareAtMinor === null ? null : priorMinor,
        sale,
        inStock: (stock.get(sku)?.onHand ?? 0) > 0,
      };
    }),
    categories: own.map(linkOf),
    pricedBy: pricedBy(
      rules,
      prices.flatMap(({ ruleIds }) => ruleIds),
      at,
    ),
    breadcrumbs: own[0] ? pathTo(tree, own[0].id).map(linkOf) : [],
  };
}
