import { type Ctx, Prisma, type Tx } from '#lib/platform/index.ts';
import { findCategories } from './catalogue.repository.ts';
import type { StaffCmsBlock } from './cms.repository.ts';
import type { CmsBlock } from './types.ts';

/** The categories a product is placed in by hand or by a rule, without those above them. */
export async function findProductCategoryIds(tx: Tx, productId: string): Promise<string[]> {
  const links = await tx.productCategory.findMany({ where: { productId }, select: { categoryId: true } });
  return links.map((link) => link.categoryId);
}

/**
 * The variant with exactly this SKU: the column's collation takes `a` for `A`. Locks nothing; a writer compares its
 * version.
 */
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

/** Whether there is such a product, on sale or not. */
export async function productExists(tx: Tx, id: string): Promise<boolean> {
  return (await tx.product.findUnique({ where: { id }, select: { id: true } })) !== null;
}

/** The key by which pages name a text. */
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

/** Writes the prices of locked variants, and stamps their products. Galera refuses an UPDATE that joins a list. */
export async function writePriceRows(
  tx: Tx,
  ctx: Ctx,
  rows: readonly { sku: string; priceMinor: number; compareAtMinor: number | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = JSON.stringify(rows.map((row) => ({ s: row.sku, p: row.priceMinor, c: row.compareAtMinor })));
  await tx.$executeRaw`
    INSERT INTO variants SELECT v.* FROM variants v JOIN JSON_TABLE(${list}, '$[*]' COLUMNS (
      sku VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci PATH '$.s',
      price INT PATH '$.p', compare_at INT PATH '$.c')) j ON j.sku = v.sku
    ON DUPLICATE KEY UPDATE price_minor = j.price, compare_at_minor = j.compare_at,
      version = variants.version + 1`;
  await tx.$executeRaw`
    UPDATE products SET updated_at = ${ctx.now()}, version = version + 1
    WHERE id IN (SELECT product_id FROM variants WHERE sku IN (${Prisma.join(rows.map(({ sku }) => sku))}))`;
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

/** Takes the prices set in another currency away, so that the day's rate makes them again. */
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

/** Makes a category, or writes the one with this handle. @returns its id. */
export async function upsertCategory(tx: Tx, ctx: Ctx, fields: CategoryFields): Promise<string> {
  const { id } = await tx.category.upsert({
    where: { handle: fields.handle },
    create: { id: ctx.newId(), ...fields },
    update: fields,
    select: { id: true },
  });
  return id;
}

/** Makes a text, or writes and publishes the one with this key. */
export async function upsertCmsBlock(tx: Tx, ctx: Ctx, block: Omit<CmsBlock, 'id'>): Promise<void> {
  await tx.cmsBlock.upsert({
    where: { key: block.key },
    create: { id: ctx.newId(), ...block },
    update: { ...block, published: true },
  });
}

/** Makes a block that is a draft only. */
export function createBlock(
  tx: Tx,
  ctx: Ctx,
  { key, title }: { key: string; title: string },
): Promise<StaffCmsBlock> {
  const draft = { title, bodyHtml: '', draftTitle: title, draftHtml: '', published: false };
  const stamp = { updatedAt: ctx.now(), updatedBy: ctx.actor.slice(0, 254) };
  return tx.cmsBlock.create({ data: { id: ctx.newId(), key, ...draft, ...stamp } });
}

/** Writes a block's fields if it still has this version. */
export async function writeBlock(
  tx: Tx,
  ctx: Ctx,
  { key, version }: { key: string; version: number },
  fields: Partial<Pick<StaffCmsBlock, 'title' | 'bodyHtml' | 'draftTitle' | 'draftHtml' | 'published'>>,
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

/**
 * Adds to (or with negative numbers takes from) a product's stars and their count. @throws when the product is
 * gone.
 */
export async function raiseRating(tx: Tx, productId: string, sum: number, count: number): Promise<void> {
  await tx.product.update({
    where: { id: productId },
    data: { ratingSum: { increment: sum }, ratingCount: { increment: count } },
    select: { id: true },
  });
}
