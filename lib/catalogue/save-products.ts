import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { getStock, markProducts, setStocksIn } from '#lib/inventory/index.ts';
import { queueImages } from '#lib/media/index.ts';
import { type Ctx, isOutOfTime, isUniqueViolation, type Tx, withTransaction } from '#lib/platform/index.ts';
import { refreshPrices } from '#lib/promotions/index.ts';
import { indexProducts } from '#lib/search/index.ts';
import { writeTexts } from '#lib/translations/index.ts';
import { placeByRules } from './apply-category-rules.ts';
import { findCategories } from './catalogue.repository.ts';
import { findRuledIds } from './category-rules.repository.ts';
import { type HandlesOf, handlesIn, withAncestors } from './category-tree.ts';
import type { RefusedVariant, SaveOutcome } from './errors.ts';
import { planChanges, refuseVariants } from './product-changes.ts';
import {
  ensureCategories,
  findCategoryIdsOf,
  findSaved,
  findSkuOwners,
  joinCategories,
  leaveCategory,
  type ProductWrite,
  writeProducts,
} from './save-products.repository.ts';
import type { ProductInput } from './types.ts';

/** Products written in one transaction, and the variants they may have together. */
const maxProducts = 100;
const maxVariants = 1_000;
/** A file of many products outlives a moment in which the database has no time for one of them. */
const maxAttempts = 3;

export type SaveOptions = {
  /** `keep` leaves products that exist alone. */
  existing?: 'update' | 'keep';
  reason?: string;
  /** Says what would be done, and writes nothing. */
  dryRun?: boolean;
  /** How long one transaction may take, 10 s unless said otherwise; that of one product at its third try four times that. */
  timeoutMs?: number | undefined;
};

/**
 * Makes products what `inputs` say, by handle, up to 100 in a transaction; one that is so already costs no write.
 * One outcome per input. Variants, and categories other than that of a former type, are never removed.
 */
export async function saveProducts(
  ctx: Ctx,
  inputs: readonly ProductInput[],
  { existing = 'update', reason = 'import', dryRun = false, timeoutMs = 10_000 }: SaveOptions = {},
): Promise<SaveOutcome[]> {
  const skus = inputs.flatMap((input) => input.variants.map((variant) => variant.sku));
  const [savedByHandle, owners, stock, tree, ruled] = await Promise.all([
    findSaved(inputs.map((input) => input.handle)),
    findSkuOwners(skus),
    getStock(skus),
    findCategories(),
    findRuledIds(),
  ]);
  const handlesOf = handlesIn(tree);
  const byRule = new Set(tree.filter(({ id }) => ruled.has(id)).map(({ handle }) => handle));
  const written = new Map([...stock].filter(([, { version }]) => version > 0));
  const outcomes: SaveOutcome[] = [];
  const writes: { index: number; write: ProductWrite; refused: RefusedVariant[] }[] = [];
  for (const [index, given] of inputs.entries()) {
    // What a rule decides, no file does.
    const byHand = given.categoryPaths.filter((path) => !byRule.has(handlesOf(path).at(-1) ?? ''));
    const input = { ...given, categoryPaths: byHand };
    const saved = savedByHandle.get(input.handle);
    outcomes[index] = { status: 'unchanged', refused: [] };
    if (saved && existing === 'keep') continue;
    const { variants, refused } = refuseVariants(input, saved, owners);
    outcomes[index] = { status: variants.length === 0 ? 'rejected' : 'unchanged', refused };
    const changes =
      variants.length > 0 ? planChanges({ ...input, variants }, saved, written, ctx.now(), handlesOf) : null;
    if (!changes) continue;
    const id = saved?.id ?? ctx.newId();
    const { handle, createdAt, position = 1_000 } = input;
    writes.push({ index, refused, write: { id, handle, createdAt, position, saved, changes } });
  }
  const how = { reason, handlesOf, timeoutMs };
  const statusOf = ({ saved }: ProductWrite) => (saved ? 'updated' : 'created');
  for (const group of grouped(writes)) {
    const batch = group.map(({ write }) => write);
    const done = dryRun || (await save(ctx, batch, how));
    for (const { index, write, refused } of group) {
      // One of a batch stands in the way of all, or they are too many: then each has its own transaction.
      const went = done || (group.length > 1 && (await save(ctx, [write], how)));
      outcomes[index] = { status: went ? statusOf(write) : 'rejected', refused };
    }
  }
  return outcomes;
}

type How = { reason: string; handlesOf: HandlesOf; timeoutMs: number };

function* grouped<T extends { write: ProductWrite }>(writes: readonly T[]): Generator<T[]> {
  let group: T[] = [];
  let variants = 0;
  for (const each of writes) {
    const own = each.write.changes.newVariants.length + each.write.changes.changedVariants.length;
    if (group.length === maxProducts || (group.length > 0 && variants + own > maxVariants)) {
      yield group;
      group = [];
      variants = 0;
    }
    group.push(each);
    variants += own;
  }
  if (group.length > 0) yield group;
}

/**
 * False when a handle (or a SKU, by somebody importing at the same time) is another's under the database's looser
 * comparison, or when several took too long together, on a machine that is very busy: nothing was written then.
 */
async function save(ctx: Ctx, writes: readonly ProductWrite[], how: How): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await withTransaction((tx) => saveIn(tx, ctx, writes, how), {
        // A single product has nothing to be split into: the next try has more time.
        timeoutMs: how.timeoutMs * 2 ** (attempt - 1),
      });
      return true;
    } catch (error) {
      const tooSlow = isOutOfTime(error);
      if (isUniqueViolation(error) || (tooSlow && writes.length > 1)) return false;
      if (!tooSlow || attempt === maxAttempts) throw error;
    }
  }
}

async function saveIn(
  tx: Tx,
  ctx: Ctx,
  writes: readonly ProductWrite[],
  { reason, handlesOf }: How,
): Promise<void> {
  const ids = writes.map(({ id }) => id);
  const leaving = writes.filter(({ changes }) => changes.leave !== null);
  const former = await findCategoryIdsOf(
    tx,
    leaving.map(({ id }) => id),
  );
  const pictures = await queueImages(
    tx,
    ctx,
    writes.flatMap(({ changes }) => (changes.images ?? []).map(({ sourceUrl = '' }) => sourceUrl)),
  );
  await writeProducts(tx, ctx, writes, pictures);
  await setStocksIn(tx, ctx, { counts: writes.flatMap(({ changes }) => changes.stock), reason });
  // A variant may come back to a stock that stayed as it was.
  const returned = writes.filter(({ changes: { newVariants, stock } }) => {
    const set = new Set(stock.map(({ sku }) => sku));
    return newVariants.some(({ sku }) => !set.has(sku));
  });
  await markProducts(
    tx,
    returned.map(({ id }) => id),
  );
  const categories = await ensureCategories(
    tx,
    ctx,
    writes.flatMap(({ changes }) => changes.join),
    handlesOf,
  );
  const links = writes.flatMap(({ id: productId, position, changes }) =>
    changes.join.map((path) => {
      const categoryId = categories.ids.get(handlesOf(path).at(-1) ?? '') ?? '';
      return { productId, categoryId, position };
    }),
  );
  await joinCategories(tx, links);
  for (const { id, changes } of leaving) await leaveCategory(tx, id, changes.leave ?? '');
  await writeTexts(
    tx,
    ctx,
    writes.flatMap(({ id, changes }) =>
      changes.texts.map((text) => ({ entity: 'product', id, ...text }) as const),
    ),
  );
  await auditPrices(tx, ctx, writes);
  const moved = await placeByRules(tx, ids);
  // A new type or vendor, price or category may bring other price rules.
  await refreshPrices(tx, ctx, ids, ctx.now());
  await indexProducts(tx, ids);
  const listed = withAncestors(await findCategories(tx), [
    ...former,
    ...moved,
    ...(await findCategoryIdsOf(tx, ids)),
  ]);
  const stale: Tag[] = [
    // A product that is new is on no page yet; pages of what was not found carry `search`.
    ...writes.flatMap(({ id, saved }) => (saved ? [tags.product(id)] : [])),
    ...listed.map(tags.category),
    tags.search(),
    ...(categories.made ? [tags.navigation()] : []),
  ];
  await recordInvalidation(tx, ctx, stale, reason);
}

async function auditPrices(tx: Tx, ctx: Ctx, writes: readonly ProductWrite[]): Promise<void> {
  const entries = writes.flatMap(({ handle, changes }) => {
    const prices = changes.changedVariants.filter(
      ({ before, after }) => before.priceMinor !== after.priceMinor,
    );
    if (prices.length === 0) return [];
    return [
      {
        action: 'product.prices_imported',
        subject: `product:${handle}`,
        before: Object.fromEntries(prices.map(({ before }) => [before.sku, before.priceMinor])),
        after: Object.fromEntries(prices.map(({ after }) => [after.sku, after.priceMinor])),
      },
    ];
  });
  await recordAudit(tx, ctx, ...entries);
}
