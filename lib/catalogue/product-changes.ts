import type { RefusedVariant } from './errors.ts';
import { categoryHandles, categoryPath, foldKey } from './slug.ts';
import type { Image, ProductInput, VariantInput } from './types.ts';

export type SavedVariant = {
  id: string;
  sku: string;
  optionValues: string[];
  priceMinor: number;
  compareAtMinor: number | null;
  position: number;
};

/** A product as it is stored, with what a save compares. */
export type SavedProduct = Omit<ProductInput, 'images' | 'variants' | 'categoryPaths' | 'status'> & {
  id: string;
  status: string;
  images: Image[];
  variants: SavedVariant[];
  categoryHandles: string[];
};

export type ProductChanges = {
  fields: boolean;
  images: Image[] | null;
  newVariants: (VariantInput & { position: number })[];
  changedVariants: { before: SavedVariant; after: VariantInput; position: number }[];
  stock: { sku: string; onHand: number }[];
  /** Paths whose last category the product joins. */
  join: string[][];
  /** Handle of the category of its former type. */
  leave: string | null;
};

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const leaf = (path: readonly string[]) => categoryHandles(path).at(-1) ?? '';

/**
 * Leaves out variants whose SKU belongs to another product (`owners`: folded SKU → owner), and those
 * that would give the product the same options twice.
 */
export function refuseVariants(
  input: ProductInput,
  saved: SavedProduct | undefined,
  owners: ReadonlyMap<string, { sku: string; handle: string }>,
): { variants: VariantInput[]; refused: RefusedVariant[] } {
  const variants: VariantInput[] = [];
  const refused: RefusedVariant[] = [];
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

/** What must be written to make `saved` (nothing yet, when undefined) what `input` says; null for nothing. */
export function planChanges(
  input: ProductInput,
  saved: SavedProduct | undefined,
  stock: ReadonlyMap<string, number>,
): ProductChanges | null {
  const existing = new Map(saved?.variants.map((variant) => [variant.sku, variant]));
  const newVariants = [];
  const changedVariants = [];
  for (const [position, variant] of input.variants.entries()) {
    const before = existing.get(variant.sku);
    if (!before) newVariants.push({ ...variant, position });
    else if (!sameVariant(before, variant, position))
      changedVariants.push({ before, after: variant, position });
  }
  const formerType = saved ? leaf(categoryPath(saved.productType)) : '';
  const wanted = input.categoryPaths.map(leaf);
  const changes: ProductChanges = {
    fields: !saved || !same(fieldsOf(saved), fieldsOf(input)),
    images: input.images && !same(saved?.images ?? [], input.images) ? input.images : null,
    newVariants,
    changedVariants,
    stock: input.variants.flatMap(({ sku, onHand }) => {
      const target = onHand ?? (stock.has(sku) ? null : 0);
      return target !== null && target !== stock.get(sku) ? [{ sku, onHand: target }] : [];
    }),
    join: input.categoryPaths.filter((path) => !saved?.categoryHandles.includes(leaf(path))),
    leave:
      saved &&
      saved.productType !== input.productType &&
      !wanted.includes(formerType) &&
      saved.categoryHandles.includes(formerType)
        ? formerType
        : null,
  };
  const nothing =
    !changes.fields &&
    !changes.images &&
    changes.leave === null &&
    [changes.newVariants, changes.changedVariants, changes.stock, changes.join].every(
      (list) => list.length === 0,
    );
  return nothing ? null : changes;
}

function sameVariant(before: SavedVariant, after: VariantInput, position: number): boolean {
  return (
    before.position === position &&
    before.priceMinor === after.priceMinor &&
    before.compareAtMinor === after.compareAtMinor &&
    same(before.optionValues, after.optionValues)
  );
}

function fieldsOf({
  title,
  descriptionHtml,
  vendor,
  productType,
  status,
  optionNames,
}: Omit<SavedProduct, 'id' | 'images' | 'variants' | 'categoryHandles'>) {
  return [title, descriptionHtml, vendor, productType, status, optionNames];
}
