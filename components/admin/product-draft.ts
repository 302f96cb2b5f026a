import type { StaffProductDetail } from '#lib/catalogue/index.ts';
import { amountText, parseAmount } from './amount.ts';

/** A variant as it is typed: numbers are text until they are sent. */
export type VariantDraft = {
  key: string;
  sku: string;
  /** Stored already: its SKU is how stock and orders know it, and stays. */
  stored: boolean;
  optionValues: string[];
  price: string;
  compareAt: string;
  cost: string;
  barcode: string;
  grams: string;
  onHand: string;
  storedOnHand: string;
  stockVersion: number;
};
export type ImageDraft = {
  key: string;
  id: string | null;
  src: string;
  alt: string;
  width: number;
  height: number;
  status: string;
};

export type ProductDraft = {
  title: string;
  handle: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  status: string;
  seoTitle: string;
  seoDescription: string;
  tags: string;
  taxClass: string;
  attributes: string;
  optionNames: string[];
  variants: VariantDraft[];
  images: ImageDraft[];
  categoryIds: string[];
  related: { id: string; title: string }[];
};

export const blankVariant = (optionValues: string[] = []): VariantDraft => ({
  key: crypto.randomUUID(),
  sku: '',
  stored: false,
  optionValues,
  price: '',
  compareAt: '',
  cost: '',
  barcode: '',
  grams: '',
  onHand: '',
  storedOnHand: '',
  stockVersion: 0,
});

export function draftOf(product: StaffProductDetail | null, decimals: number): ProductDraft {
  const amount = (minor: number | null) => (minor === null ? '' : amountText(minor, decimals));
  return {
    title: product?.title ?? '',
    handle: product?.handle ?? '',
    descriptionHtml: product?.descriptionHtml ?? '',
    vendor: product?.vendor ?? '',
    productType: product?.productType ?? '',
    status: product?.status ?? 'draft',
    seoTitle: product?.seoTitle ?? '',
    seoDescription: product?.seoDescription ?? '',
    tags: product?.tags.join(', ') ?? '',
    taxClass: product?.taxClass ?? 'standard',
    attributes: product?.attributes.map(({ name, value }) => `${name}: ${value}`).join('\n') ?? '',
    optionNames: product?.optionNames ?? [],
    variants: product?.variants.map((variant) => ({
      key: variant.sku,
      sku: variant.sku,
      stored: true,
      optionValues: variant.optionValues,
      price: amount(variant.priceMinor),
      compareAt: amount(variant.compareAtMinor),
      cost: amount(variant.costMinor),
      barcode: variant.barcode,
      grams: variant.weightGrams === null ? '' : String(variant.weightGrams),
      onHand: String(variant.onHand),
      storedOnHand: String(variant.onHand),
      stockVersion: variant.stockVersion,
    })) ?? [{ ...blankVariant(), key: 'first' }],
    images: product?.images.map((image) => ({ ...image, key: image.id })) ?? [],
    categoryIds: product?.categories.map(({ id }) => id) ?? [],
    related: product?.related.map(({ id, title }) => ({ id, title })) ?? [],
  };
}

/** The draft as the API wants it, or what is not right, by field (`variants.0.price`). */
export function documentOf(
  draft: ProductDraft,
  decimals: number,
): { ok: true; document: object } | { ok: false; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const amount = (text: string, field: string, needed: boolean) => {
    if (text.trim() === '' && !needed) return null;
    const minor = parseAmount(text, decimals);
    if (minor === null) errors[field] = `Write it as ${amountText(1_999, decimals)}`;
    return minor;
  };
  const whole = (text: string, field: string) => {
    if (text.trim() === '') return null;
    if (/^\d{1,8}$/.test(text.trim())) return Number(text);
    errors[field] = 'A whole number';
    return null;
  };
  const attributes = draft.attributes
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const at = line.indexOf(':');
      if (at < 1) errors.attributes = `"${line}" is not a name, a colon and a value`;
      return { name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
    });
  const variants = draft.variants.map((variant, index) => {
    const onHand = whole(variant.onHand, `variants.${index}.onHand`);
    const counted = onHand !== null && variant.onHand !== variant.storedOnHand;
    return {
      sku: variant.sku.trim(),
      optionValues: variant.optionValues.map((value) => value.trim()),
      priceMinor: amount(variant.price, `variants.${index}.priceMinor`, true),
      compareAtMinor: amount(variant.compareAt, `variants.${index}.compareAtMinor`, false),
      costMinor: amount(variant.cost, `variants.${index}.costMinor`, false),
      barcode: variant.barcode.trim(),
      weightGrams: whole(variant.grams, `variants.${index}.weightGrams`),
      stock: counted ? { onHand, expectedVersion: variant.stockVersion } : null,
    };
  });
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const { related, images, tags, ...texts } = draft;
  return {
    ok: true,
    document: {
      ...texts,
      tags: [
        ...new Set(
          tags
            .split(',')
            .map((tag) => tag.trim())
            .filter(Boolean),
        ),
      ],
      attributes,
      variants,
      images: images.map(({ id, src, alt, width, height }) => ({ id, src, alt, width, height })),
      relatedIds: related.map(({ id }) => id),
    },
  };
}

/** Prices that look like a slip: nothing at all, or less than half of what is stored. In words; none when all is well. Pure. */
export function unlikelyPrices(stored: ProductDraft, draft: ProductDraft, decimals: number): string[] {
  const before = new Map(stored.variants.map(({ key, price }) => [key, parseAmount(price, decimals)]));
  return draft.variants.flatMap(({ key, sku, price }) => {
    const [was, is] = [before.get(key) ?? null, parseAmount(price, decimals)];
    if (is === null || is === was) return [];
    if (is === 0) return [`${sku} would cost nothing`];
    if (was === null || is * 2 >= was) return [];
    return [`${sku} would cost ${amountText(is, decimals)} where it cost ${amountText(was, decimals)}`];
  });
}

const text = (value: unknown) => JSON.stringify(value);

/** Of each field what was changed: mine where both did. Pure. */
function mergeFields<T extends object>(base: T, mine: T, theirs: T): { merged: T; both: string[] } {
  const fields = Object.keys(mine) as (keyof T & string)[];
  const changed = fields.filter((field) => text(mine[field]) !== text(base[field]));
  const kept = Object.fromEntries(changed.map((field) => [field, mine[field]]));
  const both = changed.filter(
    (field) => text(theirs[field]) !== text(base[field]) && text(theirs[field]) !== text(mine[field]),
  );
  return { merged: { ...theirs, ...kept }, both };
}

/**
 * What two people changed of one product, put together, its variants one by one where they are the same. `both`: fields
 * that both changed, which are as in `mine`. Pure.
 */
export function mergeDrafts(
  base: ProductDraft,
  mine: ProductDraft,
  theirs: ProductDraft,
): { merged: ProductDraft; both: string[] } {
  const whole = mergeFields(base, mine, theirs);
  const keys = (draft: ProductDraft) => text(draft.variants.map(({ key }) => key));
  if (!whole.both.includes('variants') || keys(base) !== keys(mine) || keys(base) !== keys(theirs))
    return whole;
  const each = mine.variants.map((variant, index) =>
    mergeFields(base.variants[index] ?? variant, variant, theirs.variants[index] ?? variant),
  );
  const both = whole.both.filter((field) => field !== 'variants');
  return {
    merged: { ...whole.merged, variants: each.map(({ merged }) => merged) },
    both: [...both, ...new Set(each.flatMap((one) => one.both))],
  };
}

/** Every combination of the options' values that is not there yet. */
export function missingCombinations(values: readonly string[][], present: readonly string[][]): string[][] {
  const all = values.reduce<string[][]>(
    (made, options) => made.flatMap((before) => options.map((value) => [...before, value])),
    [[]],
  );
  const known = new Set(present.map((one) => JSON.stringify(one)));
  return all.filter((one) => one.length > 0 && !known.has(JSON.stringify(one)));
}
