import type { Stock, StockCount } from '#lib/inventory/index.ts';
import type { HandlesOf } from './category-tree.ts';
import type { RefusedVariant } from './errors.ts';
import { categoryHandles, categoryPath, foldKey } from './slug.ts';
import type {
  Attribute,
  Image,
  ImageInput,
  ImageStatus,
  ProductInput,
  ProductTextField,
  VariantInput,
} from './types.ts';

export type SavedVariant = {
  id: string;
  sku: string;
  optionValues: string[];
  priceMinor: number;
  compareAtMinor: number | null;
  position: number;
  barcode: string;
  costMinor: number | null;
  weightGrams: number | null;
  imageId: string | null;
};

export type SavedImage = Image & { id: string; sourceUrl: string; status: ImageStatus };

/** A product as it is stored, with what a save compares. */
export type SavedProduct = ProductFields & {
  id: string;
  handle: string;
  images: SavedImage[];
  variants: SavedVariant[];
  attributes: Attribute[];
  categoryHandles: string[];
  createdAt: Date;
  /** Its translations: language, field, text. */
  texts: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** A product's own columns. */
export type ProductFields = {
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  status: string;
  optionNames: string[];
  seoTitle: string;
  seoDescription: string;
  tags: string[];
  taxClass: string;
  publishedAt: Date | null;
};

/** A variant's own columns, with what the caller leaves out filled in. */
export type VariantFields = Omit<SavedVariant, 'id' | 'imageId'> & { imageSrc: string | null };

export type ProductChanges = {
  /** All columns as they should be; null when they are so already. */
  fields: ProductFields | null;
  images: ImageInput[] | null;
  attributes: Attribute[] | null;
  newVariants: VariantFields[];
  changedVariants: { before: SavedVariant; after: VariantFields }[];
  stock: StockCount[];
  /** Paths whose last category the product joins. */
  join: string[][];
  /** Handle of the category of its former type. */
  leave: string | null;
  texts: { locale: string; field: ProductTextField; value: string }[];
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Leaves out variants whose SKU belongs to another product (`owners`: folded SKU → owner), and those
 * that would give the product the same options twice.
 */
export function refuseVariants(
  input: ProductInput,
  saved: Pick<SavedProduct, 'variants' | 'optionNames'> | undefined,
  owners: ReadonlyMap<string, { sku: string; handle: string }>,
): { variants: VariantInput[]; refused: RefusedVariant[] } {
  const variants: VariantInput[] = [];
  const refused: RefusedVariant[] = [];
  const left = saved?.variants.find(({ sku }) => !input.variants.some((variant) => variant.sku === sku));
  if (left && saved?.optionNames.length !== input.optionNames.length) {
    return {
      variants: [],
      refused: input.variants
        .slice(0, 1)
        .map(({ sku }) => ({ sku, reason: 'options_changed', by: left.sku })),
    };
  }
  for (const variant of input.variants) {
    const { sku } = variant;
    const owner = owners.get(foldKey(sku));
    const twin = saved?.variants.find(
      (other) => other.sku !== sku && same(other.optionValues, variant.optionValues),
    );
    if (owner && (owner.handle !== input.handle || owner.sku !== sku)) {
      refused.push({
        sku,
        reason: 'sku_taken',
        by: owner.handle === input.handle ? owner.sku : owner.handle,
      });
    } else if (twin) {
      refused.push({ sku, reason: 'options_taken', by: twin.sku });
    } else {
      variants.push(variant);
    }
  }
  return { variants, refused };
}

/**
 * What must be written to make `saved` (nothing yet, when undefined) what `input` says; null for nothing. `stock`: that
 * of SKUs whose stock was ever written; `now`: when a product that becomes active is published.
 * `handlesOf`: where paths of titles lead.
 */
export function planChanges(
  input: ProductInput,
  saved: SavedProduct | undefined,
  stock: ReadonlyMap<string, Pick<Stock, 'onHand' | 'policy'>>,
  now: Date,
  handlesOf: HandlesOf = categoryHandles,
): ProductChanges | null {
  const leaf = (path: readonly string[]) => handlesOf(path).at(-1) ?? '';
  const existing = new Map(saved?.variants.map((variant) => [variant.sku, variant]));
  const newVariants: VariantFields[] = [];
  const changedVariants: ProductChanges['changedVariants'] = [];
  const images = input.images && !sameImages(saved?.images ?? [], input.images) ? input.images : null;
  const srcOf = new Map(saved?.images.map((image) => [image.id, addressOf(image)]));
  for (const [position, variant] of input.variants.entries()) {
    const before = existing.get(variant.sku);
    const after = variantFields(variant, position, before, srcOf);
    if (!before) newVariants.push(after);
    else if (!sameVariant(before, after, srcOf)) changedVariants.push({ before, after });
  }
  const formerType = saved ? leaf(categoryPath(saved.productType)) : '';
  const wanted = input.categoryPaths.map(leaf);
  const fields = productFields(input, saved, now);
  const attributes = input.attributes && sortedAttributes(input.attributes);
  const changes: ProductChanges = {
    fields: saved && same(columns(saved), fields) ? null : fields,
    images,
    attributes:
      attributes && !same(sortedAttributes(saved?.attributes ?? []), attributes) ? attributes : null,
    newVariants,
    changedVariants,
    stock: input.variants.flatMap((variant) => changedStock(variant, stock.get(variant.sku))),
    join: input.categoryPaths.filter((path) => !saved?.categoryHandles.includes(leaf(path))),
    leave:
      saved &&
      saved.productType !== input.productType &&
      !wanted.includes(formerType) &&
      saved.categoryHandles.includes(formerType)
        ? formerType
        : null,
    texts: changedTexts(input, saved),
  };
  const nothing =
    !changes.fields &&
    !changes.images &&
    !changes.attributes &&
    changes.leave === null &&
    [changes.newVariants, changes.changedVariants, changes.stock, changes.join, changes.texts].every(
      (list) => list.length === 0,
    );
  return nothing ? null : changes;
}

/** Only what is named and differs: what is sold between this plan and its writing must not come back as the rest of it. */
function changedStock(
  { sku, onHand, stockPolicy }: VariantInput,
  was: Pick<Stock, 'onHand' | 'policy'> | undefined,
): StockCount[] {
  const count = onHand === null || onHand === was?.onHand ? {} : { onHand };
  const policy = stockPolicy === undefined || stockPolicy === was?.policy ? {} : { policy: stockPolicy };
  const wanted = { ...count, ...policy };
  return was && Object.keys(wanted).length === 0 ? [] : [{ sku, ...wanted }];
}

function variantFields(
  input: VariantInput,
  position: number,
  before: SavedVariant | undefined,
  srcOf: ReadonlyMap<string, string>,
): VariantFields {
  return {
    sku: input.sku,
    optionValues: input.optionValues,
    priceMinor: input.priceMinor,
    compareAtMinor: input.compareAtMinor,
    position,
    barcode: input.barcode ?? before?.barcode ?? '',
    costMinor: input.costMinor === undefined ? (before?.costMinor ?? null) : input.costMinor,
    weightGrams: input.weightGrams === undefined ? (before?.weightGrams ?? null) : input.weightGrams,
    imageSrc: input.imageSrc === undefined ? (srcOf.get(before?.imageId ?? '') ?? null) : input.imageSrc,
  };
}

function sameVariant(
  { id: _, imageId, ...before }: SavedVariant,
  { imageSrc, ...after }: VariantFields,
  srcOf: ReadonlyMap<string, string>,
): boolean {
  return (
    (srcOf.get(imageId ?? '') ?? null) === imageSrc &&
    Object.entries(after).every(([key, value]) => same(before[key as keyof typeof before], value))
  );
}

function columns(product: ProductFields): ProductFields {
  const { title, descriptionHtml, vendor, productType, status, optionNames } = product;
  const { seoTitle, seoDescription, tags, taxClass, publishedAt } = product;
  return {
    ...{ title, descriptionHtml, vendor, productType, status, optionNames },
    ...{ seoTitle, seoDescription, tags, taxClass, publishedAt },
  };
}

function productFields(
  input: Omit<ProductInput, 'status' | 'publishedAt'> & { status: string; publishedAt?: Date | null },
  saved: SavedProduct | undefined,
  now: Date,
): ProductFields {
  const published = input.publishedAt ?? saved?.publishedAt ?? null;
  return {
    title: input.title,
    descriptionHtml: input.descriptionHtml,
    vendor: input.vendor,
    productType: input.productType,
    status: input.status,
    optionNames: input.optionNames,
    seoTitle: input.seoTitle ?? saved?.seoTitle ?? '',
    seoDescription: input.seoDescription ?? saved?.seoDescription ?? '',
    tags: input.tags ?? saved?.tags ?? [],
    taxClass: input.taxClass ?? saved?.taxClass ?? 'standard',
    publishedAt: published ?? (input.status === 'active' ? now : null),
  };
}

/** What an image is known by in files: where it came from, however it is shown since. */
export const addressOf = ({ src, sourceUrl }: ImageInput): string => sourceUrl || src;

/** Size and state of a file are found out later and are no difference. */
function sameImages(saved: readonly SavedImage[], wanted: readonly ImageInput[]): boolean {
  return same(
    saved.map((image) => [addressOf(image), image.alt]),
    wanted.map((image) => [addressOf(image), image.alt]),
  );
}

function sortedAttributes(attributes: readonly Attribute[]): Attribute[] {
  const byKey = new Map(attributes.map(({ name, value }) => [foldKey(`${name}\n${value}`), { name, value }]));
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, attribute]) => attribute);
}

function changedTexts(input: ProductInput, saved: SavedProduct | undefined): ProductChanges['texts'] {
  return Object.entries(input.translations ?? {}).flatMap(([locale, texts]) =>
    Object.entries(texts).flatMap(([field, value]) =>
      value === (saved?.texts.get(locale)?.get(field) ?? '')
        ? []
        : [{ locale, field: field as ProductTextField, value }],
    ),
  );
}
