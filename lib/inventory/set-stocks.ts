import { recordInvalidation, tags } from '#lib/cache/index.ts';
import type { Ctx, Tx } from '#lib/platform/index.ts';
import { syncAvailability } from '#lib/search/index.ts';
import { appendLedger, findSellables, lockStocks, writeStocks } from './inventory.repository.ts';
import { markProducts } from './mark-products.ts';
import { marksOf, sellableUnits, unknownStock } from './stock.ts';
import type { StockPolicy } from './types.ts';

const MAX_ON_HAND = 1_000_000_000;

/** What is left out stays as it is. */
export type StockCount = { sku: string; onHand?: number; policy?: StockPolicy };

/**
 * `setStockIn` for many SKUs in a fixed number of statements, for imports: counts with their ledger entries, and the
 * purge of products that sell out or come back. SKUs that are not on sale and impossible counts are left alone.
 * @returns the SKUs written.
 */
export async function setStocksIn(
  tx: Tx,
  ctx: Ctx,
  { counts, reason }: { counts: readonly StockCount[]; reason: string },
): Promise<string[]> {
  if (counts.length === 0) return [];
  const skus = counts.map(({ sku }) => sku);
  const sellable = await findSellables(tx, skus);
  const before = await lockStocks(tx, skus);
  const writes = counts.flatMap(({ sku, ...count }) => {
    const was = before.get(sku) ?? unknownStock;
    const { onHand, policy } = { ...was, ...count };
    const possible =
      Number.isSafeInteger(onHand) &&
      Math.abs(onHand) <= MAX_ON_HAND &&
      (onHand >= 0 || policy === 'backorder');
    const same = was.onHand === onHand && was.policy === policy && was.version > 0;
    if (same || !possible || !sellable.has(sku)) return [];
    return [{ sku, onHand, policy, version: was.version + 1, was }];
  });
  const moved = writes.filter(({ onHand, was }) => onHand !== was.onHand);
  if (moved.length > 0) {
    const source = { reason: reason.slice(0, 32), reference: ctx.actor.slice(0, 120) };
    await appendLedger(
      tx,
      ctx,
      moved.map(({ sku, onHand, was }) => ({ sku, delta: onHand - was.onHand })),
      source,
    );
  }
  await writeStocks(tx, writes);
  const marked = writes.filter(({ was, ...is }) => was.version === 0 || marksOf(is) !== marksOf(was));
  await markProducts(
    tx,
    marked.flatMap(({ sku }) => sellable.get(sku) ?? []),
  );
  const edge = writes.filter(({ was, ...is }) => sellableUnits(is) > 0 !== sellableUnits(was) > 0);
  const products = new Set(
    edge.flatMap(({ sku, was }) => (was.version > 0 ? (sellable.get(sku) ?? []) : [])),
  );
  if (products.size > 0) {
    const listings = await syncAvailability(tx, [...products]);
    await recordInvalidation(tx, ctx, [...[...products].map(tags.product), ...listings], 'stock changed');
  }
  return writes.map(({ sku }) => sku);
}
