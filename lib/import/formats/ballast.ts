import { z } from 'zod';
import { handlePattern, type ProductInput, safeHtml } from '#lib/catalogue/index.ts';
import { stockPolicies } from '#lib/inventory/index.ts';
import { nothing, type ReadProduct } from '../format.ts';

const text = (max: number) => z.string().max(max);
const currencyCode = z.string().regex(/^[A-Z]{3}$/);
const minor = z.int().min(0).max(20_000_000);
const html = z.string().max(60_000).transform(safeHtml);

const image = z.object({
  src: text(1_024).min(1),
  alt: text(512).default(''),
  width: z.int().min(0).default(0),
  height: z.int().min(0).default(0),
  sourceUrl: text(1_024).default(''),
  status: z.enum(['ready', 'pending', 'failed']).default('ready'),
});

const variant = z.object({
  sku: text(120).min(1),
  optionValues: z.array(text(100).min(1)).max(5).default([]),
  priceMinor: minor,
  compareAtMinor: minor.nullable().default(null),
  onHand: z.int().min(-1_000_000_000).max(1_000_000_000).nullable().default(null),
  stockPolicy: z.enum(stockPolicies).default('deny'),
  barcode: text(64).default(''),
  costMinor: minor.nullable().default(null),
  weightGrams: z.int().min(0).max(100_000_000).nullable().default(null),
  imageSrc: text(1_024).nullable().default(null),
  prices: z.record(currencyCode, minor).default({}),
  compareAtPrices: z.record(currencyCode, minor.nullable()).default({}),
});

/** One product of Ballast's own export, a line of JSON each. What is left out is empty. */
export const exportedProduct = z.object({
  handle: z.string().regex(handlePattern, 'is not a handle'),
  title: text(255).min(1),
  descriptionHtml: html.default(''),
  vendor: text(190).default(''),
  productType: text(190).default(''),
  status: z.enum(['active', 'draft', 'archived']).default('active'),
  optionNames: z.array(text(100).min(1)).max(5).default([]),
  seoTitle: text(255).default(''),
  seoDescription: text(512).default(''),
  tags: z.array(text(255)).max(250).default([]),
  taxClass: text(32).default('standard'),
  publishedAt: z.iso.datetime().nullable().default(null),
  createdAt: z.iso.datetime().optional(),
  attributes: z
    .array(z.object({ name: text(80).min(1), value: text(120).min(1) }))
    .max(250)
    .default([]),
  categoryPaths: z
    .array(z.array(text(255).min(1)).max(5))
    .max(100)
    .default([]),
  translations: z
    .record(
      z.string(),
      z.object({
        title: text(255).optional(),
        descriptionHtml: html.optional(),
        seoTitle: text(255).optional(),
        seoDescription: text(512).optional(),
      }),
    )
    .default({}),
  images: z.array(image).max(250).default([]),
  variants: z.array(variant).min(1, 'is empty: a product has at least one variant').max(2_500),
});

export type ExportedProduct = z.input<typeof exportedProduct>;

/** Reads one line of the export. */
export function readExported(line: string, number: number): ReadProduct {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return nothing([{ line: number, column: '', reason: 'is not a line of JSON: is the file cut off?' }]);
  }
  const read = exportedProduct.safeParse(parsed);
  if (!read.success) {
    return nothing(
      read.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ line: number, column: path.join('.'), reason: message })),
    );
  }
  const { publishedAt, createdAt, translations, variants, ...fields } = read.data;
  const bad = variants.find(({ optionValues }) => optionValues.length !== fields.optionNames.length);
  if (bad) {
    return nothing([
      { line: number, column: 'variants', reason: `${bad.sku} has ${bad.optionValues.length} option values` },
    ]);
  }
  const product: ProductInput = {
    ...fields,
    translations: Object.fromEntries(
      Object.entries(translations).map(([locale, texts]) => [locale, JSON.parse(JSON.stringify(texts))]),
    ),
    variants: variants.map(({ prices: _, compareAtPrices: __, ...rest }) => rest),
    ...(publishedAt ? { publishedAt: new Date(publishedAt) } : {}),
    ...(createdAt ? { createdAt: new Date(createdAt) } : {}),
  };
  return {
    product,
    problems: [],
    lines: variants.map(() => number),
    otherPrices: variants.flatMap(({ sku, prices, compareAtPrices }, index) =>
      Object.entries(prices).map(([currency, priceMinor]) => {
        const column = `variants.${index}.prices.${currency}`;
        const compareAtMinor = compareAtPrices[currency];
        const compareAt = compareAtMinor === undefined ? {} : { compareAtMinor };
        return { sku, currency, priceMinor, ...compareAt, line: number, column };
      }),
    ),
  };
}
