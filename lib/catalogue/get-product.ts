import { env } from '#lib/platform/index.ts';
import type { PriceRule } from '#lib/pricing/index.ts';
import { pricedBy, shownRulesOf } from '#lib/promotions/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { type CategoryRow, FRONT_PAGE } from './catalogue.repository.ts';
import { linkOf, pathTo } from './category-tree.ts';
import { namedIn, readCategories, readWords } from './localise.ts';
import { ratingOf } from './rating.ts';
import { findShown, type ShownRow } from './shown.repository.ts';
import { shownPrice } from './shown-price.ts';
import type { ProductPage, View } from './types.ts';

/** A feed's file has 250. */
const most = 500;

/**
 * A product as its page shows it, prices in minor units of the currency; null when there is none, it is not active, or
 * it is not sold for that currency.
 */
export async function getProduct(handle: string, view: View = {}): Promise<ProductPage | null> {
  return (await getProducts([handle], view))[0] ?? null;
}

/** The same for many, at most 500, in the order of their handles; those that are not there are left out. */
export async function getProducts(handles: readonly string[], view: View = {}): Promise<ProductPage[]> {
  return readPages(handles, view, false);
}

/** A product of any status as its page would show it, for staff alone: never for a page that is kept. */
export async function getProductPreview(handle: string, view: View = {}): Promise<ProductPage | null> {
  return (await readPages([handle], view, true))[0] ?? null;
}

async function readPages(
  handles: readonly string[],
  { at = new Date(), locale = baseLocale, currency = env.SHOP_CURRENCY }: View,
  drafts: boolean,
): Promise<ProductPage[]> {
  const asked = handles.slice(0, most).filter((handle) => handle !== '' && handle.length <= 190);
  if (asked.length === 0) return [];
  const [rows, tree, word] = await Promise.all([
    findShown(asked, { locale, currency, drafts }),
    readCategories(locale),
    readWords(locale),
  ]);
  const rules = namedIn(await shownRulesOf(rows, at, currency), word);
  const pages = rows.flatMap((row) => {
    // What has variants, but none with a price, is not sold for the currency.
    if (row.variants.length === 0 && row.variantCount > 0) return [];
    return [toPage(row, { at, tree, word, rules: rules.get(row.id) ?? [] })];
  });
  // The database compares text loosely; a page must have one address only.
  const byHandle = new Map(pages.map((page) => [page.handle, page]));
  return asked.flatMap((handle) => byHandle.get(handle) ?? []);
}

function toPage(
  row: ShownRow,
  {
    at,
    tree,
    word,
    rules,
  }: {
    at: Date;
    tree: readonly CategoryRow[];
    word: (word: string) => string;
    rules: readonly PriceRule[];
  },
): ProductPage {
  const prices = row.variants.map((variant) => shownPrice(variant, rules, at));
  const own = tree.filter(({ id, handle }) => row.categoryIds.includes(id) && handle !== FRONT_PAGE);
  const { id, handle, title, descriptionHtml, vendor, productType, seoTitle, seoDescription } = row;
  const { taxClass, publishedAt, updatedAt, images, pickedIds, currencies } = row;
  return {
    ...{ id, handle, title, descriptionHtml, vendor, productType, seoTitle, seoDescription },
    ...{ taxClass, publishedAt, updatedAt, pickedIds, currencies, tags: row.tags },
    optionNames: row.optionNames.map(word),
    attributes: row.attributes.map(({ name, value }) => ({ name: word(name), value: word(value) })),
    images: images.map(({ src, alt, width, height }) => ({ src, alt, width, height })),
    variants: row.variants.map((variant, index) => {
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
        inStock: variant.onHand > 0,
        barcode: variant.barcode,
        weightGrams: variant.weightGrams,
        imageIndex: imageIndex < 0 ? null : imageIndex,
      };
    }),
    categories: own.map(linkOf),
    rating: ratingOf(row),
    pricedBy: pricedBy(
      rules,
      prices.flatMap(({ ruleIds }) => ruleIds),
      at,
    ),
    breadcrumbs: own[0] ? pathTo(tree, own[0].id).map(linkOf) : [],
  };
}
