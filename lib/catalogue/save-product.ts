import { type AuditEntry, historyOf, recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { markProducts, setStockIn } from '#lib/inventory/index.ts';
import {
  type Ctx,
  err,
  isUniqueViolation,
  ok,
  type Result,
  type Tx,
  withTransaction,
} from '#lib/platform/index.ts';
import { orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { indexProducts } from '#lib/search/index.ts';
import { placeByRules } from './apply-category-rules.ts';
import {
  type EditedProduct,
  findForEdit,
  findTaken,
  lockProduct,
  writeDocument,
} from './edit-product.repository.ts';
import type { ProductDocument } from './product-document.ts';
import { productTags } from './product-tags.ts';
import { writeRedirect } from './redirect.repository.ts';

export type SaveProductError =
  | { kind: 'not_found' }
  /** Somebody saved first; `by` is what they did, as far as the audit log knows. */
  | { kind: 'version_conflict'; by: AuditEntry | null }
  | { kind: 'handle_taken' }
  | { kind: 'sku_taken'; skus: string[] }
  /** Sold or counted since the editor was opened. */
  | { kind: 'stock_changed'; sku: string };

/**
 * Makes a product (`id` null) or replaces all of it by the document, with its stock, prices, redirect from a former
 * handle, audit entry and purges in one transaction. A version other than the stored one writes nothing.
 */
export async function saveProduct(
  ctx: Ctx,
  {
    id,
    expectedVersion,
    document,
  }: { id: string | null; expectedVersion: number; document: ProductDocument },
): Promise<Result<{ id: string; version: number }, SaveProductError>> {
  const productId = id ?? ctx.newId();
  try {
    const saved = await withTransaction((tx) =>
      save(tx, ctx, { productId, isNew: id === null, expectedVersion, document }),
    );
    if (saved.ok || saved.error.kind !== 'version_conflict') return saved;
    const [latest] = await historyOf(`product:${productId}`);
    return err({ kind: 'version_conflict', by: latest ?? null });
  } catch (error) {
    if (error instanceof StockChanged) return err({ kind: 'stock_changed', sku: error.sku });
    // Somebody took it at the same moment.
    if (isUniqueViolation(error, 'handle')) return err({ kind: 'handle_taken' });
    if (isUniqueViolation(error, 'sku')) return err({ kind: 'sku_taken', skus: [] });
    throw error;
  }
}

class StockChanged extends Error {
  readonly sku: string;
  constructor(sku: string) {
    super(`The stock of ${sku} changed`);
    this.sku = sku;
  }
}

type Save = { productId: string; isNew: boolean; expectedVersion: number; document: ProductDocument };

async function save(
  tx: Tx,
  ctx: Ctx,
  { productId, isNew, expectedVersion, document }: Save,
): Promise<Result<{ id: string; version: number }, SaveProductError>> {
  const version = isNew ? 0 : await lockProduct(tx, productId);
  if (version === null) return err({ kind: 'not_found' });
  if (version !== expectedVersion) return err({ kind: 'version_conflict', by: null });
  const skus = document.variants.map(({ sku }) => sku);
  const taken = await findTaken(tx, { id: productId, handle: document.handle, skus });
  if (taken.handle) return err({ kind: 'handle_taken' });
  if (taken.skus.length > 0) return err({ kind: 'sku_taken', skus: taken.skus });
  const before = isNew ? null : await findForEdit(tx, productId);
  const former = before?.categories.map(({ categoryId }) => categoryId) ?? [];
  await writeDocument(tx, ctx, productId, document, before);
  if (before && before.handle !== document.handle) {
    await writeRedirect(tx, ctx, `/p/${before.handle}`, `/p/${document.handle}`);
  }
  for (const { sku, stock } of document.variants) {
    if (!stock) continue;
    const set = await setStockIn(tx, ctx, { sku, ...stock, reason: 'editor' });
    if (!set.ok) throw new StockChanged(sku);
  }
  await markProducts(tx, [productId]);
  await placeByRules(tx, [productId]);
  await refreshPrices(tx, ctx, [productId], ctx.now());
  await indexProducts(tx, [productId]);
  const after = await findForEdit(tx, productId);
  const counted = document.variants.flatMap(({ sku, stock }) => (stock ? [[sku, stock.onHand]] : []));
  await recordAudit(tx, ctx, {
    action: isNew ? 'product.created' : 'product.changed',
    subject: `product:${productId}`,
    before: before && differing(before, after),
    after: {
      ...(before ? differing(after, before) : differing(after, null)),
      ...(counted.length > 0 ? { counted: Object.fromEntries(counted) } : {}),
    },
  });
  const stale = [
    ...(await productTags(tx, productId, former)),
    ...(await orderTags(tx, [productId])),
    // A page that said "not here", and the one that redirects, are listed under search.
    tags.search(),
  ];
  await recordInvalidation(tx, ctx, [...new Set(stale)], 'product saved');
  return ok({ id: productId, version: version + 1 });
}

/** What a person would call the product, field by field. */
function told(product: EditedProduct): Record<string, unknown> {
  const { title, handle, descriptionHtml, vendor, productType, status, seoTitle, seoDescription, taxClass } =
    product;
  const texts = {
    title,
    handle,
    descriptionHtml,
    vendor,
    productType,
    status,
    seoTitle,
    seoDescription,
    taxClass,
  };
  return {
    ...texts,
    tags: product.tags,
    options: product.optionNames,
    attributes: product.attributes.map(({ name, value }) => `${name}: ${value}`),
    images: product.images.map(({ src, alt }) => (alt ? `${src} (${alt})` : src)),
    categories: product.categories.map(({ categoryId }) => categoryId),
    related: product.relations.map(({ relatedId }) => relatedId),
    ...Object.fromEntries(
      product.variants.map((one) => [
        one.sku,
        {
          title: one.title,
          price: one.priceMinor,
          compareAt: one.compareAtMinor,
          barcode: one.barcode,
          cost: one.costMinor,
          grams: one.weightGrams,
        },
      ]),
    ),
  };
}

/** The fields of `one` that are not the same in `other`; all of them when there is no other. */
function differing(one: EditedProduct, other: EditedProduct | null): Record<string, unknown> {
  const [mine, theirs] = [told(one), other ? told(other) : {}];
  return Object.fromEntries(
    Object.entries(mine).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(theirs[field])),
  );
}
