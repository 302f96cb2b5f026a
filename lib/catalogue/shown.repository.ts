import { db, env, Prisma } from '#lib/platform/index.ts';
import { baseLocale } from '#lib/translations/index.ts';
import { type CategoryRow, type CategoryText, pricesIn } from './catalogue.repository.ts';
import { pathTo } from './category-tree.ts';
import type { Attribute, CmsBlock, Image } from './types.ts';

// What pages show, each in one statement: children come as JSON lists, put in order here, since MySQL's JSON_ARRAYAGG
// does not. MariaDB answers JSON as text.

function list<T>(value: unknown): T[] {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : value;
  return Array.isArray(parsed) ? (parsed as T[]) : [];
}

export const words = (value: unknown): string[] => list(value).map(String);
const inOrder = <T extends { position: number }>(rows: T[]): T[] =>
  rows.sort((a, b) => a.position - b.position);

/** A column of an entity in a language, or as it is written where it is not translated. */
export function textOf(
  entity: 'product' | 'category' | 'cms',
  id: string,
  column: string,
  field: string,
  locale: string,
) {
  const written = Prisma.raw(column);
  if (locale === baseLocale) return Prisma.sql`${written} AS ${Prisma.raw(field)}`;
  return Prisma.sql`COALESCE((SELECT tr.value FROM translations tr WHERE tr.entity = ${entity}
    AND tr.entity_id = ${Prisma.raw(id)} AND tr.locale = ${locale} AND tr.field = ${field}), ${written}) AS ${Prisma.raw(field)}`;
}

const sellable = Prisma.sql`IF(s.policy IN ('backorder', 'untracked'), 1, COALESCE(s.on_hand, 0))`;

/** Children of `p` as a JSON list; null for none. */
const children = (fields: Prisma.Sql, from: Prisma.Sql) =>
  Prisma.sql`(SELECT JSON_ARRAYAGG(JSON_OBJECT(${fields})) FROM ${from})`;

type ShownVariant = {
  id: string;
  sku: string;
  optionValues: string[];
  priceMinor: number;
  compareAtMinor: number | null;
  priorMinor: number | null;
  barcode: string;
  weightGrams: number | null;
  imageId: string | null;
  onHand: number;
  position: number;
};

type Row = {
  id: string;
  handle: string;
  title: string;
  descriptionHtml: string;
  seoTitle: string;
  seoDescription: string;
  vendor: string;
  productType: string;
  optionNames: unknown;
  tags: unknown;
  taxClass: string;
  publishedAt: Date | null;
  updatedAt: Date;
  ratingSum: number;
  ratingCount: number;
  variantCount: bigint;
  variants: unknown;
  images: unknown;
  categoryIds: unknown;
  attributes: unknown;
  related: unknown;
  currencies: unknown;
};

export type ShownRow = ReturnType<typeof toShown>;

/**
 * Products on sale (`drafts`: of any status) as their pages show them, in a language, in no order: variants with the prices of a currency and
 * what can be sold of them (those without a price in it are left out of `variants`, not of `variantCount`).
 */
export async function findShown(
  handles: readonly string[],
  { locale, currency, drafts = false }: { locale: string; currency: string; drafts?: boolean },
): Promise<ShownRow[]> {
  const { from, of } = pricesIn(currency);
  const onSale = drafts ? Prisma.empty : Prisma.sql`AND p.status = 'active'`;
  const text = (column: string, field: string) => textOf('product', 'p.id', `p.${column}`, field, locale);
  const rows = await db().$queryRaw<Row[]>`
    SELECT p.id, p.handle, ${text('title', 'title')}, ${text('description_html', 'descriptionHtml')},
      ${text('seo_title', 'seoTitle')}, ${text('seo_description', 'seoDescription')}, p.vendor,
      p.product_type AS productType, p.option_names AS optionNames, p.tags, p.tax_class AS taxClass,
      p.published_at AS publishedAt, p.updated_at AS updatedAt, p.rating_sum AS ratingSum,
      p.rating_count AS ratingCount,
      (SELECT COUNT(*) FROM variants v WHERE v.product_id = p.id) AS variantCount,
      ${children(
        Prisma.sql`'id', v.id, 'sku', v.sku, 'optionValues', v.option_values, 'priceMinor', ${of}.price_minor,
          'compareAtMinor', ${of}.compare_at_minor, 'priorMinor', ${of}.prior_minor, 'barcode', v.barcode,
          'weightGrams', v.weight_grams, 'imageId', v.image_id, 'onHand', ${sellable}, 'position', v.position`,
        Prisma.sql`variants v ${from} LEFT JOIN stock_items s ON s.sku = v.sku WHERE v.product_id = p.id`,
      )} AS variants,
      ${children(
        Prisma.sql`'id', i.id, 'src', i.src, 'alt', i.alt, 'width', i.width, 'height', i.height, 'position', i.position`,
        Prisma.sql`product_images i WHERE i.product_id = p.id AND i.status = 'ready'`,
      )} AS images,
      (SELECT JSON_ARRAYAGG(c.category_id) FROM product_categories c WHERE c.product_id = p.id) AS categoryIds,
      ${children(
        Prisma.sql`'name', a.name, 'value', a.value`,
        Prisma.sql`product_attributes a WHERE a.product_id = p.id`,
      )} AS attributes,
      ${children(
        Prisma.sql`'id', r.related_id, 'position', r.position`,
        Prisma.sql`product_relations r WHERE r.product_id = p.id`,
      )} AS related,
      (SELECT JSON_ARRAYAGG(vc.currency) FROM variant_prices vc JOIN variants v ON v.id = vc.variant_id
        WHERE v.product_id = p.id) AS currencies
    FROM products p WHERE p.handle IN (${Prisma.join([...handles])}) ${onSale}`;
  return rows.map(toShown);
}

function toShown(row: Row) {
  return {
    ...row,
    variantCount: Number(row.variantCount),
    optionNames: words(row.optionNames),
    tags: words(row.tags),
    variants: inOrder(
      list<ShownVariant>(row.variants).map((one) => ({ ...one, optionValues: words(one.optionValues) })),
    ),
    images: inOrder(list<Image & { id: string; position: number }>(row.images)),
    categoryIds: words(row.categoryIds).sort(),
    attributes: list<Attribute>(row.attributes).sort(
      (a, b) => a.name.localeCompare(b.name) || a.value.localeCompare(b.value),
    ),
    pickedIds: inOrder(list<{ id: string; position: number }>(row.related)).map(({ id }) => id),
    currencies: [...new Set([env.SHOP_CURRENCY, ...words(row.currencies)])],
  };
}

export type CardVariant = {
  priceMinor: number;
  compareAtMinor: number | null;
  onHand: number;
  position: number;
};
export type CardRow = {
  id: string;
  handle: string;
  title: string;
  vendor: string;
  productType: string;
  ratingSum: number;
  ratingCount: number;
  categoryIds: string[];
  image: Image | null;
  variants: CardVariant[];
};

/** What cards show of these products, those on sale, in a language and with the prices of a currency; no order. */
export async function findCardRows(
  ids: readonly string[],
  { locale, currency }: { locale: string; currency: string },
): Promise<CardRow[]> {
  const { from, of } = pricesIn(currency);
  const rows = await db().$queryRaw<
    (Omit<CardRow, 'categoryIds' | 'image' | 'variants'> &
      Record<'categoryIds' | 'image' | 'variants', unknown>)[]
  >`
    SELECT p.id, p.handle, ${textOf('product', 'p.id', 'p.title', 'title', locale)}, p.vendor,
      p.product_type AS productType, p.rating_sum AS ratingSum, p.rating_count AS ratingCount,
      (SELECT JSON_ARRAYAGG(c.category_id) FROM product_categories c WHERE c.product_id = p.id) AS categoryIds,
      (SELECT JSON_OBJECT('src', i.src, 'alt', i.alt, 'width', i.width, 'height', i.height) FROM product_images i
        WHERE i.product_id = p.id AND i.status = 'ready' ORDER BY i.position LIMIT 1) AS image,
      ${children(
        Prisma.sql`'priceMinor', ${of}.price_minor, 'compareAtMinor', ${of}.compare_at_minor, 'onHand', ${sellable},
          'position', v.position`,
        Prisma.sql`variants v ${from} LEFT JOIN stock_items s ON s.sku = v.sku WHERE v.product_id = p.id`,
      )} AS variants
    FROM products p WHERE p.id IN (${Prisma.join([...ids])}) AND p.status = 'active'`;
  return rows.map(({ categoryIds, image, variants, ...row }) => ({
    ...row,
    categoryIds: words(categoryIds),
    image:
      image === null
        ? null
        : (list<Image>([typeof image === 'string' ? JSON.parse(image) : image])[0] ?? null),
    variants: inOrder(list<CardVariant>(variants)),
  }));
}

/** The tree as shoppers see it (of at most 1,000 categories) in a language, in order: without what is hidden, and all below that. */
export async function findTree(locale: string): Promise<CategoryRow[]> {
  const rows = await db().$queryRaw<(Omit<CategoryRow, 'hidden'> & { hidden: number | boolean })[]>`
    SELECT c.id, c.handle, c.parent_id AS parentId, c.hidden,
      ${textOf('category', 'c.id', 'c.title', 'title', locale)}
    FROM categories c ORDER BY c.position, c.title LIMIT 1000`;
  const tree = rows.map((row) => ({ ...row, hidden: Boolean(row.hidden) }));
  return tree.filter(({ id }) => pathTo(tree, id).every(({ hidden }) => !hidden));
}

/** What a category's page says besides its title, in a language. */
export async function findCategoryText(id: string, locale: string): Promise<CategoryText> {
  const text = (column: string, field: string) => textOf('category', 'c.id', `c.${column}`, field, locale);
  const [row] = await db().$queryRaw<CategoryText[]>`
    SELECT ${text('description', 'description')}, ${text('seo_title', 'seoTitle')},
      ${text('seo_description', 'seoDescription')} FROM categories c WHERE c.id = ${id}`;
  return row ?? { description: '', seoTitle: '', seoDescription: '' };
}

/** Published blocks by their keys, in a language. Pages never so much as read a draft. */
export function findShownBlocks(keys: readonly string[], locale: string): Promise<CmsBlock[]> {
  const text = (column: string, field: string) => textOf('cms', 'b.id', `b.${column}`, field, locale);
  return db().$queryRaw<CmsBlock[]>`
    SELECT b.id, b.key, ${text('title', 'title')}, ${text('body_html', 'bodyHtml')}
    FROM cms_blocks b WHERE b.published AND b.key IN (${Prisma.join([...keys])})`;
}
