import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, type Tag } from '#lib/cache/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { indexProducts } from '#lib/search/index.ts';
import { placeByRules } from './apply-category-rules.ts';
import { findForBulk, joinCategory, writeStatusAndTags } from './edit-product.repository.ts';
import { productTags } from './product-tags.ts';

/** What is done to many products alike. */
export type BulkEdit =
  | { do: 'set_status'; status: 'active' | 'draft' | 'archived' }
  | { do: 'add_tag' | 'remove_tag'; tag: string }
  | { do: 'add_to_category'; categoryId: string };

export const maxBulk = 500;
const batch = 50;

/**
 * Does the same to many products, 50 in a transaction, each with its audit entry and purges; one that is so already is
 * left alone. Returns how many changed.
 */
export async function bulkEditProducts(
  ctx: Ctx,
  { ids, edit }: { ids: readonly string[]; edit: BulkEdit },
): Promise<{ changed: number }> {
  const wanted = [...new Set(ids)].slice(0, maxBulk);
  let changed = 0;
  for (let index = 0; index < wanted.length; index += batch) {
    changed += await editSome(ctx, wanted.slice(index, index + batch), edit);
  }
  return { changed };
}

async function editSome(ctx: Ctx, ids: readonly string[], edit: BulkEdit): Promise<number> {
  return withTransaction(async (tx) => {
    const stale = new Set<Tag>();
    const touched: string[] = [];
    for (const product of await findForBulk(tx, ids)) {
      const before = {
        status: product.status,
        tags: Array.isArray(product.tags) ? product.tags.map(String) : [],
      };
      const after = applied(before, edit);
      const former = await productTags(tx, product.id);
      if (edit.do === 'add_to_category') {
        await joinCategory(tx, product.id, edit.categoryId);
      } else if (JSON.stringify(after) === JSON.stringify(before)) continue;
      const publishedAt = product.publishedAt ?? (after.status === 'active' ? ctx.now() : null);
      await writeStatusAndTags(tx, ctx, { id: product.id, ...after, publishedAt });
      await recordAudit(tx, ctx, {
        action: 'product.changed',
        subject: `product:${product.id}`,
        before: edit.do === 'add_to_category' ? null : before,
        after: edit.do === 'add_to_category' ? { category: edit.categoryId } : after,
      });
      for (const tag of former) stale.add(tag);
      touched.push(product.id);
    }
    if (touched.length === 0) return 0;
    await placeByRules(tx, touched);
    for (const id of touched) for (const tag of await productTags(tx, id)) stale.add(tag);
    // Another category may bring other price rules.
    await refreshPrices(tx, ctx, touched, ctx.now());
    await indexProducts(tx, touched);
    await recordInvalidation(tx, ctx, [...stale, ...(await orderTags(tx, touched))], 'products changed');
    return touched.length;
  });
}

type Told = { status: string; tags: string[] };

function applied(before: Told, edit: BulkEdit): Told {
  switch (edit.do) {
    case 'set_status':
      return { ...before, status: edit.status };
    case 'add_tag':
      return before.tags.includes(edit.tag) ? before : { ...before, tags: [...before.tags, edit.tag] };
    case 'remove_tag':
      return { ...before, tags: before.tags.filter((tag) => tag !== edit.tag) };
    case 'add_to_category':
      return before;
  }
}
