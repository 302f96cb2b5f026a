import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, type Tx, withTransaction } from '#lib/platform/index.ts';
import { syncAvailability } from '#lib/search/index.ts';
import type { SetStockError } from './errors.ts';
import { appendLedger, findSellable, lockStock, writeStock } from './inventory.repository.ts';
import { markProducts } from './mark-products.ts';
import { marksOf, sellableUnits } from './stock.ts';
import type { SetStockInput, Stock } from './types.ts';

type Counted = Pick<Stock, 'onHand' | 'policy'>;

const MAX_ON_HAND = 1_000_000_000;

/**
 * Sets the units on hand to what was counted, with a ledger entry for the difference, and the oversell policy.
 * The product's pages are purged only when it sells out or comes back. With `expectedVersion`, a stock changed in
 * between (also by a sale) is a `version_conflict`; 0 is the version of a stock never written.
 */
export function setStock(
  ctx: Ctx,
  input: SetStockInput,
): Promise<Result<{ version: number }, SetStockError>> {
  return withTransaction(async (tx) => {
    const set = await setStockIn(tx, ctx, input);
    if (!set.ok) return set;
    const { version, before, after } = set.value;
    if (before.onHand === after.onHand && before.policy === after.policy) return ok({ version });
    await recordAudit(tx, ctx, {
      action: 'stock.set',
      subject: `variant:${input.sku}`,
      before,
      after: { ...after, reason: input.reason },
    });
    return ok({ version });
  });
}

/**
 * `setStock` as a part of the caller's transaction, which writes its own audit entry. A failure has written nothing.
 */
export async function setStockIn(
  tx: Tx,
  ctx: Ctx,
  { sku, onHand, reason, expectedVersion, policy: wanted }: SetStockInput,
): Promise<Result<{ version: number; before: Counted; after: Counted }, SetStockError>> {
  if (!Number.isSafeInteger(onHand) || Math.abs(onHand) > MAX_ON_HAND) return err({ kind: 'invalid_stock' });
  const sellable = await findSellable(tx, sku);
  if (!sellable) return err({ kind: 'not_found' });
  const before = await lockStock(tx, sku);
  const policy = wanted ?? before.policy;
  // Below zero are units that are owed: only a backorder has them.
  if (onHand < 0 && policy !== 'backorder') return err({ kind: 'invalid_stock' });
  if (expectedVersion !== undefined && expectedVersion !== before.version) {
    return err({ kind: 'version_conflict' });
  }
  const delta = onHand - before.onHand;
  const change = {
    before: { onHand: before.onHand, policy: before.policy },
    after: { onHand, policy },
  };
  if (delta === 0 && policy === before.policy && before.version > 0) {
    return ok({ version: before.version, ...change });
  }
  const version = before.version + 1;
  if (delta !== 0) {
    const source = { reason: reason.slice(0, 32), reference: ctx.actor.slice(0, 120) };
    await appendLedger(tx, ctx, [{ sku, delta }], source);
  }
  await writeStock(tx, sku, { onHand, version, policy });
  if (before.version === 0 || marksOf(before) !== marksOf({ onHand, policy })) {
    await markProducts(tx, [sellable.productId]);
  }
  if (sellableUnits(before) > 0 !== sellableUnits({ onHand, policy }) > 0) {
    const listings = await syncAvailability(tx, [sellable.productId]);
    await recordInvalidation(tx, ctx, [tags.product(sellable.productId), ...listings], 'stock changed');
  }
  return ok({ version, ...change });
}
