import { z } from 'zod';
import { isPrice } from './price.ts';
import { safeHtml } from './safe-html.ts';
import { foldKey } from './slug.ts';

export const maxVariants = 250;
const line = (max: number) => z.string().trim().max(max, `Longer than ${max} characters`);
const price = z.int('A whole number of minor units').refine(isPrice, 'That price is not possible');

const variantSchema = z.object({
  sku: line(120).min(1, 'Each variant needs a SKU'),
  optionValues: z.array(line(120).min(1, 'Say what it is')).max(3),
  priceMinor: price,
  compareAtMinor: price.nullable(),
  barcode: line(64),
  costMinor: price.nullable(),
  weightGrams: z.int().min(0).max(1_000_000).nullable(),
  /** Units counted, with the stock's version they were counted at; null leaves the stock as it is. */
  stock: z.object({ onHand: z.int().min(0).max(10_000_000), expectedVersion: z.int().min(0) }).nullable(),
});

/** A product as the admin's editor sends it: all of it, in order. */
export const productDocumentSchema = z
  .object({
    title: line(255).min(1, 'Say what it is called'),
    handle: line(190).regex(/^[\p{L}\p{N}]+(?:[-.][\p{L}\p{N}]+)*$/u, 'Letters, digits and single hyphens'),
    descriptionHtml: z
      .string()
      .max(60_000, 'Longer than 60,000 characters')
      .transform(safeHtml)
      .refine((html) => Buffer.byteLength(html) <= 65_535, 'Longer than 64 kB'),
    vendor: line(190),
    productType: line(190),
    status: z.enum(['active', 'draft', 'archived']),
    seoTitle: line(255),
    seoDescription: line(512),
    tags: z.array(line(60).min(1)).max(100, 'At most 100 tags'),
    taxClass: line(32).min(1),
    attributes: z.array(z.object({ name: line(80).min(1), value: line(120).min(1) })).max(200),
    optionNames: z.array(line(100).min(1, 'Name the option')).max(3, 'At most three options'),
    variants: z.array(variantSchema).min(1, 'At least one variant').max(maxVariants),
    images: z
      .array(
        z.object({
          id: z.uuid().nullable(),
          src: line(1_024).regex(/^(\/(?!\/)|https?:\/\/)/, 'Not an address of a picture'),
          alt: line(512),
          width: z.int().min(0).max(20_000),
          height: z.int().min(0).max(20_000),
        }),
      )
      .max(50, 'At most 50 pictures'),
    categoryIds: z.array(z.uuid()).max(100),
    relatedIds: z.array(z.uuid()).max(50, 'At most 50 related products'),
  })
  .superRefine(({ variants, optionNames }, context) => {
    const skus = new Map<string, number>();
    const combinations = new Map<string, number>();
    for (const [index, { sku, optionValues, priceMinor, compareAtMinor }] of variants.entries()) {
      const say = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['variants', index, field], message });
      if (skus.has(foldKey(sku))) say('sku', 'Another variant has this SKU');
      skus.set(foldKey(sku), index);
      if (optionValues.length !== optionNames.length) say('optionValues', 'One value for each option');
      const combination = JSON.stringify(optionValues.map(foldKey));
      if (combinations.has(combination)) say('optionValues', 'Another variant has these options');
      combinations.set(combination, index);
      if (compareAtMinor !== null && compareAtMinor <= priceMinor) {
        say('compareAtMinor', 'It must be above the price');
      }
    }
  });
export type ProductDocument = z.infer<typeof productDocumentSchema>;
