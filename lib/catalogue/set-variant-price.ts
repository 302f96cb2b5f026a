import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { movedTags, placeByRules } from './apply-category-rules.ts';
import { findVariantForUpdate, writePrice } from './catalogue-write.repository.ts';
import type { SetVariantPriceError } from './errors.ts';
import { isPrice } from './price.ts';

/**
 * Sets a variant's price, in minor units, with its audit entry and the invalidation of every page that
 * may show it, in one transaction. `compareAtMinor`: null clears it, undefined leaves it; one that is
 * not above the price is an `invalid_price`. A variant changed since it was read is a `version_conflict`.
 */
export async function setVariantPrice(
  ctx: Ctx,
  input: { sku: string; priceMinor: number; compareAtMinor?: number | null; expectedVersion: number },
): Promise<Result<{ version: number }, SetVariantPriceError>> {
  const { sku, priceMinor, compareAtMinor: wanted, expectedVersion } = input;
  if (!isPrice(priceMinor)) return err({ kind: 'invalid_price' });
  if (typeof wanted === 'number' && (!isPrice(wanted) || wanted <= priceMinor))
    return err({ kind: 'invalid_price' });
  return withTransaction(async (tx) => {
    const variant = await findVariantForUpdate(tx, sku);
    if (!variant) return err({ kind: 'not_found' as const });
    if (variant.version !== expectedVersion) return err({ kind: 'version_conflict' as const });
    const before = { priceMinor: variant.priceMinor, compareAtMinor: variant.compareAtMinor };
    const after = { priceMinor, compareAtMinor: wanted === undefined ? before.compareAtMinor : wanted };
    if (before.priceMinor === priceMinor && before.compareAtMinor === after.compareAtMinor) {
      return ok({ version: variant.version });
    }
    if (!(await writePrice(tx, ctx, variant, after))) return err({ kind: 'version_conflict' as const });
    const listings = await placeByRules(tx, [variant.productId]);
    await refreshPrices(tx, ctx, [variant.productId], ctx.now());
    await recordAudit(tx, ctx, { action: 'variant.price_set', subject: `variant:${sku}`, before, after });
    const stale = [
      tags.product(variant.productId),
      ...(await orderTags(tx, [variant.productId])),
      ...(await movedTags(tx, listings, [variant.productId])),
    ];
    await recordInvalidation(tx, ctx, stale, 'price changed');
    return ok({ version: variant.version + 1 });
  });
}
