import {
  artFile,
  getCmsBlock,
  listCategories,
  type ProductInput,
  saveCategory,
  saveCmsBlock,
  saveProducts,
} from '#lib/catalogue/index.ts';
import type { Ctx } from '#lib/platform/index.ts';
import { categories } from './categories.ts';
import { cmsBlocks } from './cms-blocks.ts';
import { seedCurrencyPrices } from './currency-prices.ts';
import { products, type SeedProduct } from './products.ts';
import { seedPromotions } from './promotions.ts';

const ART_SIZE = 800;
const codeOf = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '-');

function image({ handle, title, art: [motif, own] }: SeedProduct, colour?: [string, string]) {
  const src = `/art/${artFile({ seed: handle, motif, palette: colour?.[1] ?? own })}`;
  return {
    src,
    alt: colour ? `${title} in ${colour[0].toLowerCase()}` : title,
    width: ART_SIZE,
    height: ART_SIZE,
  };
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
    descriptionHtml: text.map((paragraph) => `<p>${paragraph}</p>`).join(''),
    vendor: maker,
    productType: type,
    status: 'active',
    optionNames: [...(colours ? ['Colour'] : []), ...(sizes ? [sizes.name] : [])],
    images: colours ? colours.map((colour) => image(product, colour)) : [image(product)],
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
  };
}

/** Titles in a category tree, at any depth. */
function titlesIn(nodes: Awaited<ReturnType<typeof listCategories>>): string[] {
  return nodes.flatMap((node) => [node.title, ...titlesIn(node.children)]);
}

/** Ids of categories by title, at any depth. */
function idsOf(nodes: Awaited<ReturnType<typeof listCategories>>): Map<string, string> {
  return new Map(nodes.flatMap(({ id, title, children }) => [[title, id] as const, ...idsOf(children)]));
}

/**
 * Fills an empty shop with the demo's goods. Safe to run again: what is there already, edited or not,
 * is left alone, so a run cut short goes on where it stopped.
 */
export async function seed(ctx: Ctx): Promise<void> {
  const present = new Set(titlesIn(await listCategories()));
  for (const [position, category] of categories.entries()) {
    if (!present.has(category.path.at(-1) ?? '')) await saveCategory(ctx, { ...category, position });
  }
  for (const block of cmsBlocks) {
    if (!(await getCmsBlock(block.key))) await saveCmsBlock(ctx, block);
  }
  const inputs = products.map(toInput);
  await saveProducts(ctx, inputs, { existing: 'keep', reason: 'seed' });
  await seedCurrencyPrices(ctx, inputs);
  await seedPromotions(ctx, idsOf(await listCategories()));
}
