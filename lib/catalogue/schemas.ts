import { z } from 'zod';
import { MAX_PRICE_MINOR, parsePrice } from './price.ts';
import { safeHtml } from './safe-html.ts';

const MAX_STOCK = 1_000_000_000;

function text(max: number) {
  return z.string().max(max, `is longer than ${max} characters`);
}

function price(decimals: number) {
  return z.string().transform((value, context) => {
    const minor = parsePrice(value, decimals);
    if (minor !== null) return minor;
    context.addIssue(`"${value.slice(0, 40)}" ${pricelessness(value)}`);
    return z.NEVER;
  });
}

function pricelessness(value: string): string {
  if (/^-\s*\d/.test(value)) return 'is negative';
  if (/^\d+\.\d+$/.test(value)) return 'has too many decimals or is too large';
  if (/^\d+$/.test(value)) return `is above the highest price (${MAX_PRICE_MINOR} minor units)`;
  return 'is not a plain number such as 19.90';
}

/** The cells that describe a product, from its first row. */
export const productCells = z.object({
  title: text(255).min(1, 'is missing: the first row of a product names it'),
  body: z
    .string()
    .transform(safeHtml)
    .refine((html) => Buffer.byteLength(html) <= 65_535, 'is longer than 64 kB'),
  vendor: text(190),
  type: text(190),
  collection: text(190),
  status: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['', 'active', 'draft', 'archived'], 'is not active, draft or archived')),
  published: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['', 'true', 'false', 'yes', 'no', '1', '0'], 'is not true or false')),
  option1Name: text(100),
  option2Name: text(100),
  option3Name: text(100),
});

/** The cells that describe a variant; prices become minor units. */
export function variantCells(decimals: number) {
  return z.object({
    sku: text(120),
    price: z.string().min(1, 'is missing').pipe(price(decimals)),
    compareAt: z.union([z.literal('').transform(() => null), price(decimals)]),
    quantity: z
      .string()
      .regex(/^(-?\d+(\.0+)?)?$/, 'is not a whole number')
      .transform((value) => (value === '' ? null : Number(value)))
      .refine((value) => value === null || value >= 0, 'is negative')
      .refine((value) => value === null || value <= MAX_STOCK, `is above ${MAX_STOCK}`),
  });
}

/** The cells that describe an image. */
export const imageCells = z.object({
  imageSrc: text(1024).refine(isImageAddress, 'is not an http(s) address'),
  imagePosition: z
    .string()
    .regex(/^\d{0,6}$/, 'is not a whole number')
    .transform((value) => (value === '' ? null : Number(value))),
  imageAlt: text(512),
});

function isImageAddress(value: string): boolean {
  return /^\/(?!\/)/.test(value) || (/^https?:\/\//i.test(value) && URL.canParse(value));
}
