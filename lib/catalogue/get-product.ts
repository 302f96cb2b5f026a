import { getStock, sellableUnits } from '#lib/inventory/index.ts';
import { env } from '#lib/platform/index.ts';
import { pricedBy, rulesOf } from '#lib/promotions/index.ts';
import { readTexts, textIn } from '#lib/translations/index.ts';
import { FRONT_PAGE, findProduct } from './catalogue.repository.ts';
import { linkOf, pathTo } from './category-tree.ts';
import { readCategories, readWords } from './localise.ts';
import { pricedIn } from './priced-in.ts';
import { ratingOf } from './rating.ts';
import { shownPrice } from './shown-price.ts';
import type { ProductPage, View } from './types.ts';

/**
 * A product as its page shows it, prices in minor units of the currency; null when there is none, it is not active, or
 * it is not sold for that currency.
 */
export async function getProduct(
  handle: string,
  { at = new Date(), locale, currency = env.SHOP_CURRENCY }: View = {},
): Promise<ProductPage | null> {
  if (handle === '' || handle.length > 190) return null;
  const [stored, tree] = await Promise.all([findProduct({ handle }), readCategories(locale)]);
  // The database compares text loosely; a page must have one address only.
  if (stored?.handle !== handle || stored.status !== 'active') return null;
  const { id, optionNames, attributes } = stored;
  const variants = await pricedIn(stored.variants, currency);
  if (variants.length === 0 && stored.variants.length > 0) return null;
  const [stock, ruled, texts, word] = await Promise.all([
    getStock(variants.map((variant) => variant.sku)),
    rulesOf([id], at, currency),
    readTexts('product', [id], locale),
    readWords(
      [
        ...optionNames,
        ...variants.flatMap(({ optionValues }) => optionValues),
        ...attributes.flatMap(({ name, value }) => [name, value]),
      ],
      locale,
    ),
  ]);
  const product = textIn(stored, texts.get(id));
  const rules = ruled.get(id) ?? [];
  const prices = variants.map((variant) => shownPrice(variant, rules, at));
  const own = tree.filter((row) => stored.categoryIds.includes(row.id) && row.handle !== FRONT_PAGE);
  const images = stored.images.filter(({ status }) => status === 'ready');
  return {
    id,
    handle,
    title: product.title,
    descriptionHtml: product.descriptionHtml,
    vendor: stored.vendor,
    productType: stored.productType,
    optionNames: optionNames.map(word),
    seoTitle: product.seoTitle,
    seoDescription: product.seoDescription,
    tags: stored.tags,
    taxClass: stored.taxClass,
    publishedAt: stored.publishedAt,
    updatedAt: stored.updatedAt,
    attributes: attributes.map(({ name, value }) => ({ name: word(name), value: word(value) })),
    images: images.map(({ src, alt, width, height }) => ({ src, alt, width, height })),
    variants: variants.map((variant, index) => {
      const { priceMinor, compareAtMinor, sale } = prices[index] ?? shownPrice(variant, rules, at);
      const optionValues = variant.optionValues.map(word);
      const imageIndex = images.findIndex((image) => image.id === variant.imageId);
      return {
        id: variant.id,
        sku: variant.sku,
        title: optionValues.join(' / '),
        optionValues,
        priceMinor,
        compareAtMinor,
        lowestMinor: compareAtMinor === null ? null : variant.priorMinor,
        sale,
        inStock: sellableUnits(stock.get(variant.sku)) > 0,
        barcode: variant.barcode,
        weightGrams: variant.weightGrams,
        imageIndex: imageIndex < 0 ? null : imageIndex,
      };
    }),
    categories: own.map(linkOf),
    rating: ratingOf(stored),
    pricedBy: pricedBy(
      rules,
      prices.flatMap(({ ruleIds }) => ruleIds),
      at,
    ),
    breadcrumbs: own[0] ? pathTo(tree, own[0].id).map(linkOf) : [],
  };
}
