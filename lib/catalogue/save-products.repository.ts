import { type Ctx, db, json, Prisma, type Tx } from '#lib/platform/index.ts';
import type { HandlesOf } from './category-tree.ts';
import {
  addressOf,
  type ProductChanges,
  type ProductFields,
  type SavedProduct,
  type VariantFields,
} from './product-changes.ts';
import { foldKey } from './slug.ts';
import { writeTags } from './tag.repository.ts';
import type { ImageInput } from './types.ts';

const textList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The stored products of these handles, by handle, with all that an import can change. */
export async function findSaved(handles: readonly string[]): Promise<Map<string, SavedProduct>> {
  const rows = await db().product.findMany({
    where: { handle: { in: [...handles] } },
    include: {
      variants: { orderBy: { position: 'asc' } },
      images: { orderBy: { position: 'asc' } },
      attributes: { select: { name: true, value: true } },
      categories: { select: { category: { select: { handle: true } } } },
    },
  });
  const texts = await findTexts(rows.map(({ id }) => id));
  return new Map(
    rows.map((row) => [
      row.handle,
      {
        ...row,
        optionNames: textList(row.optionNames),
        tags: textList(row.tags),
        images: row.images.map((image) => ({ ...image, status: image.status as 'ready' })),
        variants: row.variants.map((variant) => ({
          ...variant,
          optionValues: textList(variant.optionValues),
        })),
        categoryHandles: row.categories.map((link) => link.category.handle),
        texts: texts.get(row.id) ?? new Map(),
      },
    ]),
  );
}

async function findTexts(ids: readonly string[]): Promise<Map<string, SavedProduct['texts']>> {
  const rows = await db().translation.findMany({ where: { entity: 'product', entityId: { in: [...ids] } } });
  const found = new Map<string, Map<string, Map<string, string>>>();
  for (const { entityId, locale, field, value } of rows) {
    const byLocale = found.get(entityId) ?? new Map<string, Map<string, string>>();
    const texts = byLocale.get(locale) ?? new Map<string, string>();
    found.set(entityId, byLocale.set(locale, texts.set(field, value)));
  }
  return found;
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

/** A product to be written: what it should be, and the changes that make it so. */
export type ProductWrite = {
  id: string;
  handle: string;
  createdAt: Date | undefined;
  position: number;
  saved: SavedProduct | undefined;
  changes: ProductChanges;
};

/** Files of pictures that are here already, by the address they were fetched from. */
type Pictures = ReadonlyMap<string, { src: string; width: number; height: number }>;

/** Writes the own rows of many products; their stock, categories and texts are written by the caller. */
export async function writeProducts(
  tx: Tx,
  ctx: Ctx,
  writes: readonly ProductWrite[],
  pictures: Pictures,
): Promise<void> {
  await insertProducts(tx, ctx, writes);
  await updateProducts(
    tx,
    ctx,
    writes.filter(({ saved }) => saved),
  );
  await writeTags(
    tx,
    writes.flatMap(({ id, changes: { fields } }) => (fields ? [{ id, tags: fields.tags }] : [])),
  );
  const imageIds = await writeImages(tx, ctx, writes, pictures);
  await insertVariants(tx, ctx, writes, imageIds);
  await updateVariants(tx, writes, imageIds);
  await writeAttributes(tx, writes);
}

const columnsOf = (fields: ProductFields) => ({
  ...fields,
  optionNames: json(fields.optionNames),
  tags: json(fields.tags),
});

async function insertProducts(tx: Tx, ctx: Ctx, writes: readonly ProductWrite[]): Promise<void> {
  const now = ctx.now();
  const data = writes.flatMap(({ id, handle, saved, createdAt, changes: { fields } }) =>
    saved || !fields
      ? []
      : [{ id, handle, ...columnsOf(fields), createdAt: createdAt ?? now, updatedAt: now }],
  );
  if (data.length > 0) await tx.product.createMany({ data });
}

async function updateProducts(tx: Tx, ctx: Ctx, writes: readonly ProductWrite[]): Promise<void> {
  const stamp = { version: { increment: 1 }, updatedAt: ctx.now() };
  const untouched = writes.flatMap(({ id, changes }) => (changes.fields ? [] : [id]));
  if (untouched.length > 0) await tx.product.updateMany({ where: { id: { in: untouched } }, data: stamp });
  for (const { id, changes } of writes) {
    if (changes.fields) {
      await tx.product.update({
        where: { id },
        data: { ...columnsOf(changes.fields), ...stamp },
        select: { id: true },
      });
    }
  }
}

/** Ids of each product's images by address. An image that stays keeps its id, size and state. */
async function writeImages(
  tx: Tx,
  ctx: Ctx,
  writes: readonly ProductWrite[],
  pictures: Pictures,
): Promise<Map<string, Map<string, string>>> {
  const ids = new Map<string, Map<string, string>>();
  const rows = [];
  for (const { id: productId, saved, changes } of writes) {
    const known = new Map(saved?.images.map((image) => [addressOf(image), image]));
    const images: readonly (ImageInput & { id?: string })[] = changes.images ?? saved?.images ?? [];
    const own = new Map(
      images.map((image) => [addressOf(image), known.get(addressOf(image))?.id ?? ctx.newId()]),
    );
    ids.set(productId, own);
    if (!changes.images) continue;
    for (const [position, image] of changes.images.entries()) {
      const address = addressOf(image);
      const { src, width, height, sourceUrl = '', status = 'ready' } = known.get(address) ?? image;
      const id = own.get(address) ?? ctx.newId();
      // Nobody fetches again what is here: it is shown at once.
      const here = pictures.get(sourceUrl);
      const file = here ? { ...here, status: 'ready' } : { src, width, height, status };
      rows.push({ id, productId, ...file, alt: image.alt, sourceUrl, position });
    }
  }
  const replaced = writes.flatMap(({ id, saved, changes }) => (saved && changes.images ? [id] : []));
  if (replaced.length > 0) await tx.productImage.deleteMany({ where: { productId: { in: replaced } } });
  if (rows.length > 0) await tx.productImage.createMany({ data: rows });
  return ids;
}

const variantTitle = ({ optionValues }: VariantFields) => optionValues.join(' / ').slice(0, 255);

function variantRow({ imageSrc, ...fields }: VariantFields, images: ReadonlyMap<string, string> | undefined) {
  const imageId = images?.get(imageSrc ?? '') ?? null;
  return {
    ...fields,
    title: variantTitle({ imageSrc, ...fields }),
    optionValues: json(fields.optionValues),
    imageId,
  };
}

async function insertVariants(
  tx: Tx,
  ctx: Ctx,
  writes: readonly ProductWrite[],
  imageIds: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Promise<void> {
  const data = writes.flatMap(({ id: productId, changes }) =>
    changes.newVariants.map((variant) => ({
      id: ctx.newId(),
      productId,
      ...variantRow(variant, imageIds.get(productId)),
    })),
  );
  for (let index = 0; index < data.length; index += 1_000) {
    await tx.variant.createMany({ data: data.slice(index, index + 1_000) });
  }
}

async function updateVariants(
  tx: Tx,
  writes: readonly ProductWrite[],
  imageIds: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Promise<void> {
  const rows = writes.flatMap(({ id: productId, changes }) =>
    changes.changedVariants.map(({ before, after }) => ({
      id: before.id,
      ...variantRow(after, imageIds.get(productId)),
    })),
  );
  for (let index = 0; index < rows.length; index += 500) {
    const list = JSON.stringify(
      rows
        .slice(index, index + 500)
        .map((row) => ({ ...row, optionValues: JSON.stringify(row.optionValues) })),
    );
    await tx.$executeRaw`
      INSERT INTO variants SELECT v.* FROM variants v JOIN JSON_TABLE(${list}, '$[*]' COLUMNS (
        id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$.id', title VARCHAR(255) PATH '$.title',
        option_values LONGTEXT PATH '$.optionValues', price INT PATH '$.priceMinor',
        compare_at INT PATH '$.compareAtMinor', position INT PATH '$.position', barcode VARCHAR(64) PATH '$.barcode',
        cost INT PATH '$.costMinor', weight INT PATH '$.weightGrams',
        image_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin PATH '$.imageId')) j ON j.id = v.id
      ON DUPLICATE KEY UPDATE title = j.title, option_values = j.option_values, price_minor = j.price,
        compare_at_minor = j.compare_at, position = j.position, barcode = j.barcode, cost_minor = j.cost,
        weight_grams = j.weight, image_id = j.image_id, version = variants.version + 1`;
  }
}

async function writeAttributes(tx: Tx, writes: readonly ProductWrite[]): Promise<void> {
  const replaced = writes.flatMap(({ id, saved, changes }) => (saved && changes.attributes ? [id] : []));
  if (replaced.length > 0) await tx.productAttribute.deleteMany({ where: { productId: { in: replaced } } });
  const data = writes.flatMap(({ id: productId, changes }) =>
    (changes.attributes ?? []).map(({ name, value }) => ({ productId, name, value })),
  );
  if (data.length > 0) await tx.productAttribute.createMany({ data, skipDuplicates: true });
}

/** The categories of these paths of titles, by handle of the last, with every missing one made on the way. */
export async function ensureCategories(
  tx: Tx,
  ctx: Ctx,
  paths: readonly (readonly string[])[],
  handlesOf: HandlesOf,
): Promise<{ ids: Map<string, string>; made: boolean }> {
  const handles = [...new Set(paths.flatMap(handlesOf))];
  const rows =
    handles.length > 0
      ? await tx.category.findMany({ where: { handle: { in: handles } }, select: { id: true, handle: true } })
      : [];
  const ids = new Map(rows.map(({ handle, id }) => [handle, id]));
  let made = false;
  for (const path of paths) {
    let parentId: string | null = null;
    for (const [depth, handle] of handlesOf(path).entries()) {
      let id = ids.get(handle);
      if (id === undefined) {
        id = ctx.newId();
        const title = (path[depth] ?? handle).slice(0, 255);
        await tx.category.create({
          data: { id, handle, title, parentId, position: 1_000 },
          select: { id: true },
        });
        ids.set(handle, id);
        made = true;
      }
      parentId = id;
    }
  }
  return { ids, made };
}

export type CategoryLinkRow = { productId: string; categoryId: string; position: number };

/** Puts products into categories; one that is in already keeps its place. */
export async function joinCategories(tx: Tx, rows: readonly CategoryLinkRow[]): Promise<void> {
  if (rows.length > 0) await tx.productCategory.createMany({ data: [...rows], skipDuplicates: true });
}

/** Takes a product out of the category with this handle, if it is in there. */
export async function leaveCategory(tx: Tx, productId: string, handle: string): Promise<void> {
  await tx.productCategory.deleteMany({ where: { productId, category: { handle } } });
}

/** The categories these products are in. */
export async function findCategoryIdsOf(tx: Tx, productIds: readonly string[]): Promise<string[]> {
  if (productIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT category_id AS id FROM product_categories WHERE product_id IN (${Prisma.join([...productIds])})`;
  return rows.map(({ id }) => id);
}
