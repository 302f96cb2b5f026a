import { type Ctx, json, type Tx } from '#lib/platform/index.ts';
import type { ProductDocument } from './product-document.ts';
import { foldKey } from './slug.ts';
import { writeTags } from './tag.repository.ts';

/** Locks a product's row until the transaction ends; its version, or null when there is none. */
export async function lockProduct(tx: Tx, id: string): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    SELECT version FROM products WHERE id = ${id} FOR UPDATE`;
  return row?.version ?? null;
}

/**
 * A product with all that an edit may change; the caller holds it (`lockProduct`). @throws when it is gone.
 */
export async function findForEdit(tx: Tx, id: string) {
  const row = await tx.product.findUniqueOrThrow({
    where: { id },
    include: {
      variants: { orderBy: { position: 'asc' } },
      images: { orderBy: { position: 'asc' } },
      categories: { select: { categoryId: true }, orderBy: { categoryId: 'asc' } },
      attributes: { select: { name: true, value: true }, orderBy: [{ name: 'asc' }, { value: 'asc' }] },
      relations: { select: { relatedId: true }, orderBy: { position: 'asc' } },
    },
  });
  return row;
}
export type EditedProduct = Awaited<ReturnType<typeof findForEdit>>;

/** Who else has this handle, or one of these SKUs. */
export async function findTaken(
  tx: Tx,
  { id, handle, skus }: { id: string; handle: string; skus: readonly string[] },
): Promise<{ handle: boolean; skus: string[] }> {
  const [owner, variants] = await Promise.all([
    tx.product.findUnique({ where: { handle }, select: { id: true } }),
    tx.variant.findMany({
      where: { sku: { in: [...skus] }, NOT: { productId: id } },
      select: { sku: true },
    }),
  ]);
  const taken = new Set(variants.map(({ sku }) => foldKey(sku)));
  return { handle: owner !== null && owner.id !== id, skus: skus.filter((sku) => taken.has(foldKey(sku))) };
}

/** Writes everything of a document but stock; what it does not name goes. */
export async function writeDocument(
  tx: Tx,
  ctx: Ctx,
  id: string,
  document: ProductDocument,
  before: EditedProduct | null,
): Promise<void> {
  const { title, handle, descriptionHtml, vendor, productType, status, seoTitle, seoDescription } = document;
  const now = ctx.now();
  const fields = {
    title,
    handle,
    descriptionHtml,
    vendor,
    productType,
    status,
    seoTitle,
    seoDescription,
    taxClass: document.taxClass,
    tags: json(document.tags),
    optionNames: json(document.optionNames),
    publishedAt: before?.publishedAt ?? (status === 'active' ? now : null),
    updatedAt: now,
  };
  if (before) await tx.product.update({ where: { id }, data: { ...fields, version: { increment: 1 } } });
  else await tx.product.create({ data: { id, ...fields, createdAt: now } });
  await writeTags(tx, [{ id, tags: document.tags }]);
  await writeVariants(tx, ctx, id, document, before);
  await writeImages(tx, ctx, id, document, before);
  await tx.productAttribute.deleteMany({ where: { productId: id } });
  const attributes = new Map(
    document.attributes.map((one) => [`${foldKey(one.name)}\n${foldKey(one.value)}`, one]),
  );
  await tx.productAttribute.createMany({
    data: [...attributes.values()].map((attribute) => ({ productId: id, ...attribute })),
  });
  await tx.productRelation.deleteMany({ where: { productId: id } });
  const related = await tx.product.findMany({
    where: { id: { in: document.relatedIds.filter((other) => other !== id) } },
    select: { id: true },
  });
  const known = new Set(related.map((row) => row.id));
  await tx.productRelation.createMany({
    data: [...new Set(document.relatedIds)]
      .filter((other) => known.has(other))
      .map((relatedId, position) => ({ productId: id, relatedId, position })),
  });
  await writeCategories(tx, id, document.categoryIds, before);
}

async function writeVariants(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { variants }: ProductDocument,
  before: EditedProduct | null,
): Promise<void> {
  const stored = new Map(before?.variants.map((variant) => [variant.sku, variant]));
  const kept = new Set(variants.map(({ sku }) => sku));
  const gone = [...stored.values()].filter(({ sku }) => !kept.has(sku)).map((variant) => variant.id);
  if (gone.length > 0) await tx.variant.deleteMany({ where: { id: { in: gone } } });
  for (const [position, { stock: _, ...variant }] of variants.entries()) {
    const { optionValues, ...rest } = variant;
    const title = optionValues.join(' / ').slice(0, 255);
    const is = stored.get(variant.sku);
    if (!is) {
      await tx.variant.create({
        data: { id: ctx.newId(), productId: id, ...rest, title, optionValues: json(optionValues), position },
      });
      continue;
    }
    const same =
      is.position === position &&
      is.title === title &&
      is.priceMinor === rest.priceMinor &&
      is.compareAtMinor === rest.compareAtMinor &&
      is.barcode === rest.barcode &&
      is.costMinor === rest.costMinor &&
      is.weightGrams === rest.weightGrams &&
      JSON.stringify(is.optionValues) === JSON.stringify(optionValues);
    if (same) continue;
    await tx.variant.update({
      where: { id: is.id },
      data: { ...rest, title, optionValues: json(optionValues), position, version: { increment: 1 } },
    });
  }
}

async function writeImages(
  tx: Tx,
  ctx: Ctx,
  id: string,
  { images }: ProductDocument,
  before: EditedProduct | null,
): Promise<void> {
  const stored = new Set(before?.images.map((image) => image.id));
  const kept = images.flatMap((image) => (image.id !== null && stored.has(image.id) ? [image.id] : []));
  await tx.productImage.deleteMany({ where: { productId: id, id: { notIn: kept } } });
  for (const [position, { id: imageId, src, alt, width, height }] of images.entries()) {
    if (imageId !== null && stored.has(imageId)) {
      await tx.productImage.update({ where: { id: imageId }, data: { alt, position } });
    } else {
      await tx.productImage.create({
        data: { id: ctx.newId(), productId: id, src, alt, width, height, position },
      });
    }
  }
}

async function writeCategories(
  tx: Tx,
  productId: string,
  wanted: readonly string[],
  before: EditedProduct | null,
): Promise<void> {
  const is = before?.categories.map(({ categoryId }) => categoryId) ?? [];
  const left = is.filter((categoryId) => !wanted.includes(categoryId));
  if (left.length > 0) {
    await tx.productCategory.deleteMany({ where: { productId, categoryId: { in: left } } });
  }
  const known = await tx.category.findMany({
    where: { id: { in: wanted.filter((categoryId) => !is.includes(categoryId)) } },
    select: { id: true },
  });
  // At the end: a hand-made order stays as it is.
  await tx.productCategory.createMany({
    data: known.map((category) => ({ productId, categoryId: category.id, position: 1_000 })),
  });
}

/**
 * Writes status, tags and first publication of one product, its tags' rows (decision 0173) too, and raises its
 * version. @throws when it is gone.
 */
export async function writeStatusAndTags(
  tx: Tx,
  ctx: Ctx,
  row: { id: string; status: string; tags: readonly string[]; publishedAt: Date | null },
): Promise<void> {
  const { id, tags, ...rest } = row;
  await tx.product.update({
    where: { id },
    data: { ...rest, tags: json(tags), updatedAt: ctx.now(), version: { increment: 1 } },
  });
  await writeTags(tx, [{ id, tags }]);
}

/**
 * What a bulk edit decides by, in the order of ids, in which all writers lock; those that are gone are left out.
 */
export function findForBulk(tx: Tx, ids: readonly string[]) {
  return tx.product.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, status: true, tags: true, publishedAt: true, version: true },
    orderBy: { id: 'asc' },
  });
}

/** Adds a product to a category, at its end; one that is in it stays where it is. */
export async function joinCategory(tx: Tx, productId: string, categoryId: string): Promise<void> {
  await tx.productCategory.upsert({
    where: { categoryId_productId: { categoryId, productId } },
    create: { categoryId, productId, position: 1_000 },
    update: {},
  });
}
