import { type Ctx, db, json, type Tx } from '#lib/platform/index.ts';
import { findCategories } from './catalogue.repository.ts';
import type { ProductChanges, SavedProduct } from './product-changes.ts';
import { categoryHandles, foldKey } from './slug.ts';
import type { CmsBlock, ProductInput, VariantInput } from './types.ts';

const textList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The stored products of these handles, by handle. */
export async function findSaved(handles: readonly string[]): Promise<Map<string, SavedProduct>> {
  const rows = await db().product.findMany({
    where: { handle: { in: [...handles] } },
    include: {
      variants: { orderBy: { position: 'asc' } },
      images: { orderBy: { position: 'asc' } },
      categories: { select: { category: { select: { handle: true } } } },
    },
  });
  return new Map(
    rows.map((row) => [
      row.handle,
      {
        ...row,
        optionNames: textList(row.optionNames),
        images: row.images.map(({ src, alt, width, height }) => ({ src, alt, width, height })),
        variants: row.variants.map((variant) => ({
          ...variant,
          optionValues: textList(variant.optionValues),
        })),
        categoryHandles: row.categories.map((link) => link.category.handle),
      },
    ]),
  );
}

/** Who has these SKUs, by folded SKU: unique keys do not tell case or accents apart. */
export async function findSkuOwners(
  skus: readonly string[],
): Promise<Map<string, { sku: string; handle: string }>> {
  const rows = await db().variant.findMany({
    where: { sku: { in: [...skus] } },
    select: { sku: true, product: { select: { handle: true } } },
  });
  return new Map(rows.map((row) => [foldKey(row.sku), { sku: row.sku, handle: row.product.handle }]));
}

const variantTitle = (variant: VariantInput) => variant.optionValues.join(' / ').slice(0, 255);

/** Writes a product's own rows; its stock and its categories are written by the caller. */
export async function writeProduct(
  tx: Tx,
  ctx: Ctx,
  { id, input, changes, isNew }: { id: string; input: ProductInput; changes: ProductChanges; isNew: boolean },
): Promise<void> {
  const { title, descriptionHtml, vendor, productType, status } = input;
  const fields = {
    title,
    descriptionHtml,
    vendor,
    productType,
    status,
    optionNames: json(input.optionNames),
  };
  const now = ctx.now();
  if (isNew) {
    await tx.product.create({
      data: { id, handle: input.handle, ...fields, createdAt: now, updatedAt: now },
    });
  } else {
    await tx.product.update({
      where: { id },
      data: { ...fields, version: { increment: 1 }, updatedAt: now },
    });
  }
  if (changes.newVariants.length > 0) {
    await tx.variant.createMany({
      data: changes.newVariants.map((variant) => ({
        id: ctx.newId(),
        productId: id,
        sku: variant.sku,
        title: variantTitle(variant),
        optionValues: json(variant.optionValues),
        priceMinor: variant.priceMinor,
        compareAtMinor: variant.compareAtMinor,
        position: variant.position,
      })),
    });
  }
  for (const { before, after, position } of changes.changedVariants) {
    await tx.variant.update({
      where: { id: before.id },
      data: {
        title: variantTitle(after),
        optionValues: json(after.optionValues),
        priceMinor: after.priceMinor,
        compareAtMinor: after.compareAtMinor,
        position,
        version: { increment: 1 },
      },
    });
  }
  if (changes.images) {
    await tx.productImage.deleteMany({ where: { productId: id } });
    await tx.productImage.createMany({
      data: changes.images.map((image, position) => ({ id: ctx.newId(), productId: id, ...image, position })),
    });
  }
}

/** The last category of a path of titles, with every missing one made on the way. */
export async function ensureCategory(
  tx: Tx,
  ctx: Ctx,
  path: readonly string[],
): Promise<{ id: string; made: boolean }> {
  let parentId: string | null = null;
  let made = false;
  for (const [depth, handle] of categoryHandles(path).entries()) {
    const found: { id: string } | null = await tx.category.findUnique({
      where: { handle },
      select: { id: true },
    });
    const id: string = found?.id ?? ctx.newId();
    if (!found) {
      const title = (path[depth] ?? handle).slice(0, 255);
      await tx.category.create({ data: { id, handle, title, parentId, position: 1_000 } });
      made = true;
    }
    parentId = id;
  }
  return { id: parentId ?? '', made };
}

export async function joinCategory(
  tx: Tx,
  productId: string,
  categoryId: string,
  position: number,
): Promise<void> {
  await tx.productCategory.upsert({
    where: { categoryId_productId: { categoryId, productId } },
    create: { categoryId, productId, position },
    update: {},
  });
}

export async function leaveCategory(tx: Tx, productId: string, handle: string): Promise<void> {
  await tx.productCategory.deleteMany({ where: { productId, category: { handle } } });
}

export async function findProductCategoryIds(tx: Tx, productId: string): Promise<string[]> {
  const links = await tx.productCategory.findMany({ where: { productId }, select: { categoryId: true } });
  return links.map((link) => link.categoryId);
}

export async function findVariantForUpdate(tx: Tx, sku: string) {
  const variant = await tx.variant.findUnique({ where: { sku } });
  return variant?.sku === sku ? variant : null;
}

/** Writes the price if the variant still has this version, and stamps its product. */
export async function writePrice(
  tx: Tx,
  ctx: Ctx,
  variant: { id: string; productId: string; version: number },
  price: { priceMinor: number; compareAtMinor: number | null },
): Promise<boolean> {
  const { count } = await tx.variant.updateMany({
    where: { id: variant.id, version: variant.version },
    data: { ...price, version: { increment: 1 } },
  });
  if (count === 0) return false;
  await tx.product.update({
    where: { id: variant.productId },
    data: { updatedAt: ctx.now(), version: { increment: 1 } },
  });
  return true;
}

export async function appendAudit(
  tx: Tx,
  ctx: Ctx,
  { action, subject, before, after }: { action: string; subject: string; before: unknown; after: unknown },
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      actor: ctx.actor.slice(0, 254),
      action,
      subject: subject.slice(0, 190),
      before: json(before),
      after: json(after),
      recordedAt: ctx.now(),
    },
  });
}

export type CategoryFields = {
  handle: string;
  title: string;
  description: string;
  parentId: string | null;
  position: number;
};

export async function upsertCategory(tx: Tx, ctx: Ctx, fields: CategoryFields): Promise<string> {
  const { id } = await tx.category.upsert({
    where: { handle: fields.handle },
    create: { id: ctx.newId(), ...fields },
    update: fields,
    select: { id: true },
  });
  return id;
}

export async function upsertCmsBlock(tx: Tx, ctx: Ctx, block: Omit<CmsBlock, 'id'>): Promise<void> {
  await tx.cmsBlock.upsert({
    where: { key: block.key },
    create: { id: ctx.newId(), ...block },
    update: block,
  });
}

export { findCategories };
