import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { getStock, setStockIn } from '#lib/inventory/index.ts';
import { type Ctx, isUniqueViolation, withTransaction } from '#lib/platform/index.ts';
import { refreshPrices } from '#lib/promotions/index.ts';
import {
  ensureCategory,
  findProductCategoryIds,
  findSaved,
  findSkuOwners,
  joinCategory,
  leaveCategory,
  writeProduct,
} from './catalogue-write.repository.ts';
import type { SaveOutcome } from './errors.ts';
import { type ProductChanges, planChanges, refuseVariants, type SavedProduct } from './product-changes.ts';
import { productTags } from './product-tags.ts';
import type { ProductInput } from './types.ts';

/**
 * Makes products what `inputs` say, by handle, each in its own transaction; a product that is so
 * already costs no write. `existing: 'keep'` leaves products that exist alone. One outcome per input.
 * Variants, and categories other than that of a former type, are never removed.
 */
export async function saveProducts(
  ctx: Ctx,
  inputs: readonly ProductInput[],
  { existing = 'update', reason = 'import' }: { existing?: 'update' | 'keep'; reason?: string } = {},
): Promise<SaveOutcome[]> {
  const skus = inputs.flatMap((input) => input.variants.map((variant) => variant.sku));
  const [savedByHandle, owners, stock] = await Promise.all([
    findSaved(inputs.map((input) => input.handle)),
    findSkuOwners(skus),
    getStock(skus),
  ]);
  const written = new Map(
    [...stock].filter(([, { version }]) => version > 0).map(([sku, { onHand }]) => [sku, onHand]),
  );
  const outcomes: SaveOutcome[] = [];
  for (const input of inputs) {
    const saved = savedByHandle.get(input.handle);
    if (saved && existing === 'keep') {
      outcomes.push({ status: 'unchanged', refused: [] });
      continue;
    }
    const { variants, refused } = refuseVariants(input, saved, owners);
    if (variants.length === 0) {
      outcomes.push({ status: 'rejected', refused });
      continue;
    }
    const accepted = { ...input, variants };
    const changes = planChanges(accepted, saved, written);
    const status = changes ? await save(ctx, { input: accepted, saved, changes, reason }) : 'unchanged';
    outcomes.push({ status, refused });
  }
  return outcomes;
}

type Save = { input: ProductInput; saved: SavedProduct | undefined; changes: ProductChanges; reason: string };

async function save(ctx: Ctx, { input, saved, changes, reason }: Save): Promise<SaveOutcome['status']> {
  const id = saved?.id ?? ctx.newId();
  try {
    await withTransaction(async (tx) => {
      const former = saved && changes.leave ? await findProductCategoryIds(tx, id) : [];
      await writeProduct(tx, ctx, { id, input, changes, isNew: !saved });
      for (const { sku, onHand } of changes.stock) await setStockIn(tx, ctx, { sku, onHand, reason });
      let newCategory = false;
      for (const path of changes.join) {
        const category = await ensureCategory(tx, ctx, path);
        newCategory ||= category.made;
        await joinCategory(tx, id, category.id, input.position ?? 1_000);
      }
      if (changes.leave) await leaveCategory(tx, id, changes.leave);
      const prices = changes.changedVariants.filter(
        ({ before, after }) => before.priceMinor !== after.priceMinor,
      );
      if (prices.length > 0) {
        await recordAudit(tx, ctx, {
          action: 'product.prices_imported',
          subject: `product:${input.handle}`,
          before: Object.fromEntries(prices.map(({ before }) => [before.sku, before.priceMinor])),
          after: Object.fromEntries(prices.map(({ after }) => [after.sku, after.priceMinor])),
        });
      }
      // A new type or vendor, price or category may bring other price rules.
      await refreshPrices(tx, ctx, [id], ctx.now());
      const affected = await productTags(tx, id, former);
      await recordInvalidation(tx, ctx, newCategory ? [...affected, tags.navigation()] : affected, reason);
    });
    return saved ? 'updated' : 'created';
  } catch (error) {
    // The handle (or a SKU, by somebody importing at the same time) is another's under the database's looser comparison.
    if (isUniqueViolation(error)) return 'rejected';
    throw error;
  }
}
