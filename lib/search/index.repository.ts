import { db, env, holdNames, idTable, Prisma, type Tx } from '#lib/platform/index.ts';
import { countCrossed, countDeleted } from './facets.repository.ts';
import type { Placement, Tree } from './places.ts';

const textList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

export type IndexedProduct = {
  id: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: string[];
  newestAt: Date;
  skus: string[];
  options: { name: string; value: string }[];
  attributes: { name: string; value: string }[];
  placements: Placement[];
};

/** Products that are on sale, with all the index holds of them. */
export async function readProducts(tx: Tx, ids: readonly string[]): Promise<IndexedProduct[]> {
  const rows = await tx.product.findMany({
    where: { id: { in: [...ids] }, status: 'active', variants: { some: {} } },
    select: {
      id: true,
      title: true,
      descriptionHtml: true,
      vendor: true,
      productType: true,
      tags: true,
      optionNames: true,
      createdAt: true,
      publishedAt: true,
      variants: { select: { sku: true, optionValues: true, barcode: true }, take: 500 },
      attributes: { select: { name: true, value: true } },
      categories: { select: { categoryId: true, position: true } },
    },
  });
  return rows.map((row) => {
    const names = textList(row.optionNames);
    const options = row.variants.flatMap(({ optionValues }) =>
      textList(optionValues).map((value, index) => ({ name: names[index] ?? '', value })),
    );
    return {
      id: row.id,
      title: row.title,
      descriptionHtml: row.descriptionHtml,
      vendor: row.vendor,
      productType: row.productType,
      tags: textList(row.tags),
      newestAt: row.publishedAt ?? row.createdAt,
      skus: row.variants.flatMap(({ sku, barcode }) => [sku, barcode]).filter(Boolean),
      options: options.filter(({ name }) => name !== ''),
      attributes: row.attributes,
      placements: row.categories,
    };
  });
}

/** The whole tree, at most 5,000 categories, by id. */
export async function readTree(tx: Tx): Promise<Tree> {
  const rows = await tx.category.findMany({
    select: { id: true, title: true, parentId: true, hidden: true },
    take: 5_000,
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export type Entry = { doc: number; productId: string; available: number; newestAt: Date };

/**
 * Holds the entries of these products until the transaction ends, so that who changes one sees what the other before has
 * made of it: what listings count follows from both.
 */
export function holdEntries(tx: Tx, productIds: readonly string[]): Promise<void> {
  return holdNames(
    tx,
    productIds.map((id) => `availability:${id}`),
  );
}

/** What the index holds of these products, in no order; those it does not know are left out. */
export function findEntries(tx: Tx, productIds: readonly string[]): Promise<Entry[]> {
  return tx.searchProduct.findMany({
    where: { productId: { in: [...productIds] } },
    select: { doc: true, productId: true, available: true, newestAt: true },
  });
}

/** Takes products out of the index; the caller holds their entries. */
export async function deleteEntries(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const entries = await findEntries(tx, productIds);
  if (entries.length === 0) return;
  await countDeleted(tx, entries);
  await tx.searchProduct.deleteMany({ where: { doc: { in: entries.map(({ doc }) => doc) } } });
}

/**
 * Writes the entries themselves; answers them by product. One that is known is written by its number: without, MariaDB takes
 * a new one and throws it away, and in the numbers of an index that is written often there would be ever larger gaps.
 */
export async function writeEntries(tx: Tx, products: readonly IndexedProduct[]): Promise<Map<string, Entry>> {
  const ids = products.map(({ id }) => id);
  const numbers = new Map((await findEntries(tx, ids)).map(({ productId, doc }) => [productId, doc]));
  const write = async (some: readonly IndexedProduct[], numbered: boolean) => {
    if (some.length === 0) return;
    const rows = some.map(({ id, title, newestAt }) => {
      const own = Prisma.sql`${id}, ${title.slice(0, 255)}, ${newestAt}`;
      return numbered ? Prisma.sql`(${own}, ${numbers.get(id)})` : Prisma.sql`(${own})`;
    });
    await tx.$executeRaw`
      INSERT INTO search_products (product_id, title, newest_at${numbered ? Prisma.sql`, doc` : Prisma.empty})
      VALUES ${Prisma.join(rows)} ON DUPLICATE KEY UPDATE title = VALUES(title), newest_at = VALUES(newest_at)`;
  };
  await write(
    products.filter(({ id }) => numbers.has(id)),
    true,
  );
  await write(
    products.filter(({ id }) => !numbers.has(id)),
    false,
  );
  return new Map((await findEntries(tx, ids)).map((entry) => [entry.productId, entry]));
}

export type DocumentRow = { doc: number; locale: string; title: string; titleWords: string; words: string };

/** Replaces the texts of these entries; one that is so already is left alone, since a full-text index is slow to change. */
export async function writeDocuments(
  tx: Tx,
  docs: readonly number[],
  rows: readonly DocumentRow[],
): Promise<void> {
  if (docs.length === 0) return;
  const stored = await tx.searchDocument.findMany({ where: { doc: { in: [...docs] } } });
  const keyOf = (row: DocumentRow) =>
    JSON.stringify([row.doc, row.locale, row.title, row.titleWords, row.words]);
  const wanted = new Map(rows.map((row) => [keyOf(row), row]));
  const gone = stored.filter((row) => !wanted.delete(keyOf(row)));
  if (gone.length > 0) {
    await tx.searchDocument.deleteMany({ where: { OR: gone.map(({ doc, locale }) => ({ doc, locale })) } });
  }
  if (wanted.size > 0) await tx.searchDocument.createMany({ data: [...wanted.values()] });
}

/** Adds words to the vocabulary. Reading first takes no locks, and after a while there is seldom a new one. */
export async function addWords(tx: Tx, locale: string, words: readonly string[]): Promise<void> {
  const asked = [...new Set(words)].sort();
  for (let index = 0; index < asked.length; index += 2_000) {
    const some = asked.slice(index, index + 2_000);
    const known = await tx.searchWord.findMany({
      where: { locale, word: { in: some } },
      select: { word: true },
    });
    const have = new Set(known.map(({ word }) => word));
    const data = some
      .filter((word) => !have.has(word))
      .map((word) => ({ locale, word, tail: [...word].slice(-3).join('') }));
    if (data.length > 0) await tx.searchWord.createMany({ data, skipDuplicates: true });
  }
}

/** Writes down the lowest price of each currency, as listings sort and filter by it. */
export async function writeOffers(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const these = Prisma.sql`${idTable(productIds)} JOIN search_products s ON s.product_id = j.id`;
  const own = env.SHOP_CURRENCY;
  // Looked for first, as there is hardly ever one: a DELETE looks at every offer of another currency for it.
  const gone = await tx.$queryRaw<{ doc: number; currency: string }[]>`
    SELECT s.doc, o.currency FROM ${these} JOIN search_offers o FORCE INDEX (PRIMARY)
      ON o.doc = s.doc AND o.currency <> ${own}
    WHERE NOT EXISTS (SELECT 1 FROM variants v JOIN variant_prices vp ON vp.variant_id = v.id
      WHERE v.product_id = s.product_id AND vp.currency = o.currency)`;
  for (let index = 0; index < gone.length; index += 500) {
    await tx.searchOffer.deleteMany({ where: { OR: gone.slice(index, index + 500) } });
  }
  await tx.$executeRaw`
    INSERT INTO search_offers (doc, currency, price_minor)
    SELECT s.doc, ${own}, MIN(COALESCE(v.sale_minor, v.price_minor))
    FROM ${these} JOIN variants v ON v.product_id = s.product_id GROUP BY s.doc
    UNION ALL
    SELECT s.doc, vp.currency, MIN(COALESCE(vp.sale_minor, vp.price_minor))
    FROM ${these} JOIN variants v ON v.product_id = s.product_id
      JOIN variant_prices vp ON vp.variant_id = v.id
    WHERE vp.currency <> ${own} GROUP BY s.doc, vp.currency
    ON DUPLICATE KEY UPDATE price_minor = VALUES(price_minor)`;
}

/**
 * Writes down whether anything of these products can be bought, and what it does to the counts of listings. The caller
 * holds them, so that two orders that take the last of two variants see each other; stock rows are read without locks.
 */
export async function writeAvailability(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const rows = await tx.$queryRaw<{ doc: number; was: number; now: bigint }[]>`
    SELECT s.doc, s.available AS was, EXISTS (
      SELECT 1 FROM variants v JOIN stock_items i ON i.sku = v.sku
      WHERE v.product_id = s.product_id AND (i.on_hand > 0 OR i.policy IN ('backorder', 'untracked'))) AS now
    FROM search_products s WHERE s.product_id IN (${Prisma.join([...productIds])})`;
  const crossed = rows.filter(({ was, now }) => was !== Number(now));
  if (crossed.length === 0) return;
  for (const available of [0, 1]) {
    const docs = crossed.filter(({ now }) => Number(now) === available).map(({ doc }) => doc);
    if (docs.length > 0)
      await tx.searchProduct.updateMany({ where: { doc: { in: docs } }, data: { available } });
  }
  await countCrossed(
    tx,
    crossed.map(({ doc, now }) => ({ doc, available: Number(now) })),
  );
}

/** The categories these products are listed in, by the index: their own and all above. */
export async function findListedIn(tx: Tx, productIds: readonly string[]): Promise<string[]> {
  if (productIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT f.value AS id FROM search_products s
    JOIN search_product_facets pf ON pf.doc = s.doc JOIN search_facets f ON f.id = pf.facet
    WHERE s.product_id IN (${Prisma.join([...productIds])}) AND f.kind = 'category'`;
  return rows.map(({ id }) => id);
}

/** Where these products were put. */
export async function readPlacements(
  tx: Tx,
  productIds: readonly string[],
): Promise<Map<string, Placement[]>> {
  const rows = await tx.productCategory.findMany({
    where: { productId: { in: [...productIds] } },
    select: { productId: true, categoryId: true, position: true },
  });
  return Map.groupBy(rows, ({ productId }) => productId);
}

/** Ids of products of the index after this one. */
export async function findEntryIdsAfter(after: string, take: number): Promise<string[]> {
  const rows = await db().searchProduct.findMany({
    where: { productId: { gt: after } },
    select: { productId: true },
    orderBy: { productId: 'asc' },
    take,
  });
  return rows.map(({ productId }) => productId);
}

/** Ids of products after this one, for indexing all of them in pieces. */
export async function findProductIdsAfter(after: string, take: number): Promise<string[]> {
  const rows = await db().product.findMany({
    where: { id: { gt: after } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take,
  });
  return rows.map(({ id }) => id);
}

/** Ids of the products in these categories after this one. */
export async function findMembersAfter(
  tx: Tx,
  categoryIds: readonly string[],
  after: string,
  take: number,
): Promise<string[]> {
  if (categoryIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT product_id AS id FROM product_categories
    WHERE category_id IN (${Prisma.join([...categoryIds])}) AND product_id > ${after}
    ORDER BY product_id LIMIT ${take}`;
  return rows.map(({ id }) => id);
}

/** Whether anything is indexed at all. */
export async function hasEntries(): Promise<boolean> {
  return (await db().searchProduct.findFirst({ select: { doc: true } })) !== null;
}
