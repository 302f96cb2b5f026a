import {
  getCmsBlock,
  listCategories,
  type ProductInput,
  saveCategory,
  saveCmsBlock,
  saveProducts,
  setTranslations,
} from '#lib/catalogue/index.ts';
import { imagePriorities, queueDrawings } from '#lib/media/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { ART_SIZE, type Art, artFile } from './art/index.ts';
import { attributesOf } from './attributes.ts';
import { categories } from './categories.ts';
import { cmsBlocks } from './cms-blocks.ts';
import { seedCurrencyPrices } from './currency-prices.ts';
import { germanBlocks, germanCategories, germanProducts, germanWords } from './german.ts';
import { hasHistory, seedHistory } from './history.ts';
import { germanLegalBlocks, legalBlocks } from './legal-texts.ts';
import { products as classics, type SeedProduct } from './products.ts';
import { seedPromotions } from './promotions.ts';
import { rangeProducts } from './ranges.ts';
import { seedReviews } from './reviews.ts';
import { seedShopSettings } from './shop-settings.ts';
import { tagsOf } from './tags.ts';

const codeOf = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '-');

/** All goods of the demo: the classics, and the ranges that are one form in many patterns. */
export const products: SeedProduct[] = [...classics, ...rangeProducts];
const tags = tagsOf(products);

function image(
  { handle, title, art: [motif, own] }: SeedProduct,
  view: Art['view'],
  colour?: [string, string],
) {
  const src = `/art/${artFile({ seed: handle, motif, palette: colour?.[1] ?? own, view })}` as const;
  const name = view === 'scene' ? `${title} at home` : title;
  return {
    src,
    alt: colour ? `${name} in ${colour[0].toLowerCase()}` : name,
    width: ART_SIZE,
    height: ART_SIZE,
  };
}

/** Each colour alone, then the first one or two where they belong. */
function images(product: SeedProduct) {
  const colours = product.colours ?? [undefined];
  return [
    ...colours.map((colour) => image(product, 'flat', colour)),
    ...colours.slice(0, 2).map((colour) => image(product, 'scene', colour)),
  ];
}

function toInput(product: SeedProduct, position: number): ProductInput {
  const { handle, title, maker, type, text, prices, was, sizes, colours } = product;
  const variants = (colours ?? [undefined]).flatMap((colour) =>
    (sizes?.values ?? [undefined]).map((size, index) => ({
      optionValues: [...(colour ? [colour[0]] : []), ...(size ? [size] : [])],
      priceMinor: prices[index] ?? prices[0] ?? 0,
      compareAtMinor: was ? (was[index] ?? was[0] ?? null) : null,
    })),
  );
  return {
    handle,
    title,
    descriptionHtml: html(text),
    vendor: maker,
    productType: type,
    status: 'active',
    optionNames: [...(colours ? ['Colour'] : []), ...(sizes ? [sizes.name] : [])],
    images: images(product),
    variants: variants.map((variant, index) => ({
      ...variant,
      sku: [handle, ...variant.optionValues].map(codeOf).join('-'),
      onHand: product.stock?.[index] ?? product.stock?.at(-1) ?? 12,
    })),
    categoryPaths: [
      product.in.filter((part) => part !== undefined),
      ...(product.featured ? [['Frontpage']] : []),
    ],
    position,
    tags: tags.get(handle) ?? [],
    attributes: attributesOf(product),
    translations: { de: inGerman(handle) },
  };
}

const html = (paragraphs: readonly string[]) => paragraphs.map((text) => `<p>${text}</p>`).join('');
const ranges = new Map(rangeProducts.map(({ handle, german }) => [handle, german]));

function inGerman(handle: string): { title?: string; descriptionHtml?: string } {
  const [title, ...text] = germanProducts[handle] ?? [];
  const german = title === undefined ? ranges.get(handle) : { title, text };
  return german ? { title: german.title, descriptionHtml: html(german.text) } : {};
}

/** Titles in a category tree, at any depth. */
function titlesIn(nodes: Awaited<ReturnType<typeof listCategories>>): string[] {
  return nodes.flatMap((node) => [node.title, ...titlesIn(node.children)]);
}

/** Ids of categories by title, at any depth. */
function idsOf(nodes: Awaited<ReturnType<typeof listCategories>>): Map<string, string> {
  return new Map(nodes.flatMap(({ id, title, children }) => [[title, id] as const, ...idsOf(children)]));
}

/** What is not said with each product: words of options, categories, written pages. */
async function translate(ctx: Ctx, categoryIds: ReadonlyMap<string, string>) {
  const say = async (entity: 'category' | 'cms' | 'option', id: string, texts: Record<string, string>) => {
    const done = await setTranslations(ctx, { entity, id, locale: 'de', texts });
    if (!done.ok) throw new Error(`German for ${entity} ${id} was refused: ${done.error.kind}`);
  };
  await say('option', '', germanWords);
  for (const [name, [title, description]] of Object.entries(germanCategories)) {
    const id = categoryIds.get(name);
    if (id) await say('category', id, { title, description });
  }
  for (const [key, texts] of Object.entries({ ...germanBlocks, ...germanLegalBlocks })) {
    const block = await getCmsBlock(key);
    if (block) await say('cms', block.id, texts);
  }
}

/** Has every picture drawn, scaled and kept by the workers: what the home page shows first. */
async function queuePictures(ctx: Ctx): Promise<void> {
  const { first, normal, last } = imagePriorities;
  const drawings = products.flatMap((product) =>
    images(product).map(({ src: source }, index) => ({
      source,
      priority: index > 0 ? last : product.featured ? first : normal,
    })),
  );
  await withTransaction((tx) => queueDrawings(tx, ctx, drawings));
}

export type SeedOptions = {
  /**
   * The whole demo: also the ranges, German, sample legal texts with links to them, two months of orders with what
   * buyers say, and pictures taken in by workers, which are busy for some minutes then. Without it the classics alone,
   * which is what tests need.
   */
  alive?: boolean;
};

/**
 * Fills an empty shop with the demo's goods. Safe to run again: what is there already, edited or not,
 * is left alone, so a run cut short goes on where it stopped.
 */
export async function seed(ctx: Ctx, { alive = false }: SeedOptions = {}): Promise<void> {
  const wanted = alive ? products : classics;
  const filled = new Set(wanted.flatMap((product) => product.in));
  const present = new Set(titlesIn(await listCategories()));
  for (const [position, category] of categories.entries()) {
    const title = category.path.at(-1) ?? '';
    if (filled.has(title) && !present.has(title)) await saveCategory(ctx, { ...category, position });
  }
  for (const block of alive ? [...cmsBlocks, ...legalBlocks] : cmsBlocks) {
    if (!(await getCmsBlock(block.key))) await saveCmsBlock(ctx, block);
  }
  await saveProducts(ctx, wanted.map(toInput), { existing: 'keep', reason: 'seed' });
  await seedCurrencyPrices(ctx, wanted.map(toInput));
  const categoryIds = idsOf(await listCategories());
  await seedPromotions(ctx, categoryIds);
  if (!alive) return;
  await translate(ctx, categoryIds);
  await seedShopSettings(ctx);
  await queuePictures(ctx);
  if (await hasHistory()) return;
  const inputs = products.map(toInput);
  const typeOf = new Map(
    inputs.flatMap(({ productType, variants }) => variants.map(({ sku }) => [sku, productType])),
  );
  await seedReviews(ctx, await seedHistory(ctx, [...typeOf.keys()]), typeOf);
}
