import { db, env, likeBeginning, Prisma, plannedAnew, type Tx } from '#lib/platform/index.ts';
import type { PriceRow } from './price-plan.ts';
import type { Attribute, Image, ImageStatus } from './types.ts';

/** Shopify's convention: the collection shown on the front page; it is not part of the navigation. */
export const FRONT_PAGE = 'frontpage';

const textList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export type CategoryRow = {
  id: string;
  handle: string;
  title: string;
  parentId: string | null;
  /** It and all below it are nowhere in the shop. */
  hidden: boolean;
};

/** What a category's own page says besides its title. */
export type CategoryText = { description: string; seoTitle: string; seoDescription: string };

/** The whole tree (at most 1,000 categories), in order: cheaper than walking it. */
export function findCategories(client: Tx = db()): Promise<CategoryRow[]> {
  return client.category.findMany({
    select: {
      id: true,
      handle: true,
      title: true,
      parentId: true,
      hidden: true,
    },
    orderBy: [{ position: 'asc' }, { title: 'asc' }],
    take: 1_000,
  });
}

/**
 * A product with all that its page shows, hidden or not, prices in the shop's currency (minor units); at most 50
 * pictures, 500 variants, 100 categories and 200 attributes.
 */
export async function findProduct(where: { handle: string } | { id: string }) {
  const product = await db().product.findUnique({
    where,
    include: {
      images: { orderBy: { position: 'asc' }, take: 50 },
      variants: { orderBy: { position: 'asc' }, take: 500 },
      categories: { select: { categoryId: true }, orderBy: { categoryId: 'asc' }, take: 100 },
      attributes: {
        select: { name: true, value: true },
        orderBy: [{ name: 'asc' }, { value: 'asc' }],
        take: 200,
      },
    },
  });
  if (!product) return null;
  return {
    ...product,
    optionNames: textList(product.optionNames),
    tags: textList(product.tags),
    images: product.images.map((image) => ({ ...image, status: imageStatus(image.status) })),
    attributes: product.attributes satisfies Attribute[],
    categoryIds: product.categories.map((link) => link.categoryId),
    variants: product.variants.map((variant) => ({
      ...variant,
      optionValues: textList(variant.optionValues),
    })),
  };
}

const imageStatus = (status: string): ImageStatus =>
  status === 'pending' || status === 'failed' ? status : 'ready';

/** Where the prices of a currency are: the shop's own are the variants' columns, others are rows of their own. */
export function pricesIn(currency: string) {
  return currency === env.SHOP_CURRENCY
    ? { from: Prisma.empty, of: Prisma.sql`v` }
    : {
        from: Prisma.sql`JOIN variant_prices vp ON vp.variant_id = v.id AND vp.currency = ${currency}`,
        of: Prisma.sql`vp`,
      };
}

/** `match`: a full-text expression in boolean mode; `parts`: pieces of text that must all occur. */
export type SearchWords = { match: string; parts: string[] };

/** Escapes LIKE's own characters; the backslash is MariaDB's default escape. */
export function likePattern(part: string): string {
  return `%${likeBeginning(part)}`;
}

/** How many products are on sale for each of these currencies: one statement. */
export async function countActive(currencies: readonly string[]): Promise<Map<string, number>> {
  const each = currencies.map(
    (currency) =>
      Prisma.sql`SELECT ${currency} AS currency, COUNT(*) AS n FROM products p WHERE ${soldIn(currency)}`,
  );
  const rows = await db().$queryRaw<{ currency: string; n: bigint }[]>`${Prisma.join(each, ' UNION ALL ')}`;
  return new Map(rows.map(({ currency, n }) => [currency, Number(n)]));
}

/** Addresses of products on sale for a currency and when each was last changed, the newest first. */
export function findPublished(
  currency: string,
  { take, skip }: { take: number; skip: number },
): Promise<{ handle: string; updatedAt: Date }[]> {
  return db().$queryRaw<{ handle: string; updatedAt: Date }[]>`
    SELECT p.handle, p.updated_at AS updatedAt FROM products p WHERE ${soldIn(currency)}
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${take} OFFSET ${skip}`;
}

const soldIn = (currency: string) => Prisma.sql`p.status = 'active'
  AND EXISTS (SELECT 1 FROM variants v ${pricesIn(currency).from} WHERE v.product_id = p.id)`;

/** Products on sale by their handles, as they are written. */
export async function findIdsByHandle(handles: readonly string[]): Promise<Map<string, string>> {
  if (handles.length === 0) return new Map();
  const rows = await db().product.findMany({
    where: { handle: { in: [...handles] }, status: 'active' },
    select: { id: true, handle: true },
  });
  return new Map(rows.map(({ id, handle }) => [handle, id]));
}

/** The first image of each product. */
export async function findFirstImages(ids: readonly string[]): Promise<Map<string, Image>> {
  if (ids.length === 0) return new Map();
  const rows = await db().$queryRaw<(Image & { productId: string })[]>`
    SELECT i.product_id AS productId, i.src, i.alt, i.width, i.height FROM product_images i
    WHERE i.product_id IN (${Prisma.join([...ids])}) AND i.status = 'ready' AND i.position = (
      SELECT MIN(f.position) FROM product_images f WHERE f.product_id = i.product_id AND f.status = 'ready')`;
  return new Map(rows.map(({ productId, ...image }) => [productId, image]));
}

/**
 * Variants with what a cart needs of their product, whether or not it is on sale; unknown SKUs are left out. Prices
 * in the shop's currency, minor units; SKUs compare as the column does, without case.
 */
export async function findVariantsBySku(skus: readonly string[]) {
  const rows = await db().variant.findMany({
    where: { sku: { in: [...skus] } },
    select: {
      id: true,
      sku: true,
      title: true,
      optionValues: true,
      priceMinor: true,
      compareAtMinor: true,
      priorMinor: true,
      weightGrams: true,
      productId: true,
      product: { select: { handle: true, title: true, status: true, taxClass: true } },
    },
  });
  return rows.map((row) => ({ ...row, optionValues: textList(row.optionValues) }));
}

/** Products for staff, whatever their status, by title; `q` is looked for in titles, handles and SKUs. */
export async function findStaffProducts(q: string, { take, skip }: { take: number; skip: number }) {
  const where: Prisma.ProductWhereInput = q
    ? {
        OR: [
          { title: { contains: q } },
          { handle: { contains: q } },
          { variants: { some: { sku: { startsWith: q } } } },
        ],
      }
    : {};
  const [total, products] = await Promise.all([
    db().product.count({ where }),
    db().product.findMany({
      where,
      select: {
        id: true,
        handle: true,
        title: true,
        status: true,
        variants: { orderBy: { position: 'asc' }, take: 500 },
      },
      orderBy: [{ title: 'asc' }, { id: 'asc' }],
      take,
      skip,
    }),
  ]);
  return {
    total,
    products: products.map((product) => ({
      ...product,
      variants: product.variants.map((variant) => ({
        ...variant,
        optionValues: textList(variant.optionValues),
      })),
    })),
  };
}

/** Hand-picked related products of any status, in order. */
export async function findRelations(productId: string) {
  const rows = await db().productRelation.findMany({
    where: { productId },
    select: { related: { select: { id: true, handle: true, title: true, status: true } } },
    orderBy: [{ position: 'asc' }, { relatedId: 'asc' }],
    take: 50,
  });
  return rows.map(({ related }) => related);
}

/** The distinct values of a column, from its index: Prisma's own `distinct` would read every product. Exported for its test. */
export function attributesQuery(column: 'vendor' | 'productType'): Prisma.Sql {
  const name = column === 'vendor' ? Prisma.sql`vendor` : Prisma.sql`product_type`;
  return Prisma.sql`
    SELECT ${plannedAnew()} DISTINCT ${name} AS value FROM products WHERE ${name} <> '' ORDER BY ${name} LIMIT 500`;
}

export async function findAttributes(column: 'vendor' | 'productType'): Promise<string[]> {
  const rows = await db().$queryRaw<{ value: string }[]>(attributesQuery(column));
  return rows.map(({ value }) => value);
}

/** Products by SKU, compared exactly; unknown ones are left out. */
export async function findProductIdsBySku(skus: readonly string[]): Promise<Map<string, string>> {
  const asked = new Set(skus);
  const rows = await db().variant.findMany({
    where: { sku: { in: [...asked] } },
    select: { sku: true, productId: true },
  });
  return new Map(rows.filter(({ sku }) => asked.has(sku)).map(({ sku, productId }) => [sku, productId]));
}

/** The first variant's SKU by product id; products without one are left out. */
export async function findFirstSkus(productIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db().variant.findMany({
    where: { productId: { in: [...productIds] } },
    select: { sku: true, productId: true },
    orderBy: { position: 'desc' },
  });
  return new Map(rows.map(({ sku, productId }) => [productId, sku]));
}

/** What staff choose variants by; empty text and null mean any. A category stands for all below it too. */
export type PriceFilter = { q: string; categoryId: string | null; vendor: string; type: string };

/** Variants with their prices, of a filter or of exactly these SKUs, by title. */
export async function findPriceRows(
  by: { filter: PriceFilter } | { skus: readonly string[] },
  take: number,
): Promise<PriceRow[]> {
  const where: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if ('skus' in by) {
    if (by.skus.length === 0) return [];
    where.push(Prisma.sql`v.sku IN (${Prisma.join([...by.skus])})`);
  } else {
    const { q, categoryId, vendor, type } = by.filter;
    const pattern = likePattern(q);
    if (q)
      where.push(Prisma.sql`(p.title LIKE ${pattern} OR p.handle LIKE ${pattern} OR v.sku LIKE ${pattern})`);
    if (vendor) where.push(Prisma.sql`p.vendor = ${vendor}`);
    if (type) where.push(Prisma.sql`p.product_type = ${type}`);
    if (categoryId) {
      where.push(Prisma.sql`p.id IN (
        WITH RECURSIVE below AS (SELECT id FROM categories WHERE id = ${categoryId}
          UNION SELECT c.id FROM below b JOIN categories c ON c.parent_id = b.id)
        SELECT pc.product_id FROM product_categories pc JOIN below b ON b.id = pc.category_id)`);
    }
  }
  return db().$queryRaw<PriceRow[]>`
    SELECT v.sku, p.title, v.title AS variantTitle, v.price_minor AS priceMinor,
      v.compare_at_minor AS compareAtMinor, v.version
    FROM variants v JOIN products p ON p.id = v.product_id
    WHERE ${Prisma.join(where, ' AND ')} ORDER BY p.title, p.id, v.position LIMIT ${take}`;
}

export type StaffCategory = CategoryRow &
  CategoryText & { version: number; updatedAt: Date | null; updatedBy: string };

/** A category as staff edit it, hidden or not. */
export function findCategoryForStaff(id: string, client: Tx = db()): Promise<StaffCategory | null> {
  return client.category.findUnique({
    where: { id },
    select: {
      ...{ id: true, handle: true, title: true, parentId: true, hidden: true, version: true },
      ...{ description: true, seoTitle: true, seoDescription: true, updatedAt: true, updatedBy: true },
    },
  });
}

/** A category's own products in their order. */
export async function findCategoryMembers(id: string, take: number, client: Tx = db()) {
  const rows = await client.productCategory.findMany({
    where: { categoryId: id },
    select: { product: { select: { id: true, title: true, handle: true, status: true } } },
    orderBy: [{ position: 'asc' }, { product: { createdAt: 'desc' } }, { productId: 'asc' }],
    take,
  });
  return rows.map(({ product }) => product);
}

export type ListPriceRow = {
  variantId: string;
  priceMinor: number;
  compareAtMinor: number | null;
  priorMinor: number | null;
};

/** The prices of these variants in a currency that is not the shop's own. */
export function findCurrencyPrices(
  variantIds: readonly string[],
  currency: string,
  client: Tx = db(),
): Promise<ListPriceRow[]> {
  return client.variantPrice.findMany({
    where: { currency, variantId: { in: [...variantIds] } },
    select: { variantId: true, priceMinor: true, compareAtMinor: true, priorMinor: true },
  });
}

/** The handles of the active products that were changed last. */
export async function lastChangedHandles(take: number): Promise<string[]> {
  const rows = await db().product.findMany({
    where: { status: 'active' },
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    take,
    select: { handle: true },
  });
  return rows.map(({ handle }) => handle);
}
