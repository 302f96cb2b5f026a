import { type Ctx, db, json, Prisma, type Tx } from '#lib/platform/index.ts';
import { findCategories, type StaffCmsBlock } from './catalogue.repository.ts';
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

export async function productExists(tx: Tx, id: string): Promise<boolean> {
  return (await tx.product.findUnique({ where: { id }, select: { id: true } })) !== null;
}

export async function findCmsKey(tx: Tx, id: string): Promise<string | null> {
  const block = await tx.cmsBlock.findUnique({ where: { id }, select: { key: true } });
  return block?.key ?? null;
}

export type LockedPrice = {
  sku: string;
  productId: string;
  priceMinor: number;
  compareAtMinor: number | null;
  version: number;
};

/** Locks these variants, by SKU as it is written. */
export async function lockPrices(tx: Tx, skus: readonly string[]): Promise<Map<string, LockedPrice>> {
  if (skus.length === 0) return new Map();
  const rows = await tx.$queryRaw<LockedPrice[]>`
    SELECT sku, product_id AS productId, price_minor AS priceMinor, compare_at_minor AS compareAtMinor, version
    FROM variants WHERE sku IN (${Prisma.join([...skus])}) ORDER BY id FOR UPDATE`;
  return new Map(rows.map((row) => [row.sku, row]));
}

/** Writes the prices of locked variants in one statement, and stamps their products. */
export async function writePriceRows(
  tx: Tx,
  ctx: Ctx,
  rows: readonly { sku: string; priceMinor: number; compareAtMinor: number | null }[],
): Promise<void> {
  const list = JSON.stringify(rows.map((row) => ({ s: row.sku, p: row.priceMinor, c: row.compareAtMinor })));
  await tx.$executeRaw`
    UPDATE variants v JOIN JSON_TABLE(${list}, '$[*]' COLUMNS (
      sku VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci PATH '$.s',
      price INT PATH '$.p', compare_at INT PATH '$.c')) j ON j.sku = v.sku
    JOIN products p ON p.id = v.product_id
    SET v.price_minor = j.price, v.compare_at_minor = j.compare_at, v.version = v.version + 1,
      p.updated_at = ${ctx.now()}, p.version = p.version + 1`;
}

/** Writes prices of one currency; `refreshPrices` fills in what rules make of them. */
export async function writeCurrencyPrices(
  tx: Tx,
  ctx: Ctx,
  currency: string,
  rows: readonly { variantId: string; priceMinor: number; compareAtMinor: number | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO variant_prices (variant_id, currency, price_minor, compare_at_minor, updated_at)
    VALUES ${Prisma.join(
      rows.map(
        ({ variantId, priceMinor, compareAtMinor }) =>
          Prisma.sql`(${variantId}, ${currency}, ${priceMinor}, ${compareAtMinor}, ${ctx.now()})`,
      ),
    )}
    ON DUPLICATE KEY UPDATE price_minor = VALUES(price_minor), compare_at_minor = VALUES(compare_at_minor),
      updated_at = VALUES(updated_at)`;
}

export async function deleteCurrencyPrices(
  tx: Tx,
  currency: string,
  variantIds: readonly string[],
): Promise<void> {
  await tx.variantPrice.deleteMany({ where: { currency, variantId: { in: [...variantIds] } } });
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

/** Writes a block's fields if it still has this version. */
export async function writeBlock(
  tx: Tx,
  ctx: Ctx,
  { key, version }: { key: string; version: number },
  fields: Partial<Pick<StaffCmsBlock, 'title' | 'bodyHtml' | 'draftTitle' | 'draftHtml'>>,
): Promise<boolean> {
  const stamp = { updatedAt: ctx.now(), updatedBy: ctx.actor.slice(0, 254), version: { increment: 1 } };
  const { count } = await tx.cmsBlock.updateMany({ where: { key, version }, data: { ...fields, ...stamp } });
  return count > 0;
}

/** Raises a category's version if it is still this one, and says who did. */
export async function stampCategory(
  tx: Tx,
  ctx: Ctx,
  { id, version }: { id: string; version: number },
): Promise<boolean> {
  const { count } = await tx.category.updateMany({
    where: { id, version },
    data: { updatedAt: ctx.now(), updatedBy: ctx.actor.slice(0, 254), version: { increment: 1 } },
  });
  return count > 0;
}

/** Makes `wanted` the order of a category's products and takes `left` out; ids of no product are passed over. */
export async function writeMembers(
  tx: Tx,
  categoryId: string,
  { wanted, left }: { wanted: readonly string[]; left: readonly string[] },
): Promise<void> {
  if (left.length > 0) {
    await tx.productCategory.deleteMany({ where: { categoryId, productId: { in: [...left] } } });
  }
  if (wanted.length === 0) return;
  const rows = JSON.stringify(wanted.map((id, position) => ({ i: id, p: position })));
  await tx.$executeRaw`
    INSERT INTO product_categories (category_id, product_id, position)
    SELECT ${categoryId}, p.id, j.position FROM products p JOIN JSON_TABLE(${rows}, '$[*]' COLUMNS (
      id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$.i', position INT PATH '$.p')) j ON j.id = p.id
    ON DUPLICATE KEY UPDATE position = VALUES(position)`;
}

export { findCategories };
