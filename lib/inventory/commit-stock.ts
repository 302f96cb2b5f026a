import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, type Tx } from '#lib/platform/index.ts';
import type { OutOfStock } from './errors.ts';
import {
  appendLedger,
  giveUnits,
  linesWithoutStock,
  productsAtTheEdge,
  takeUnits,
} from './inventory.repository.ts';
import { inLockOrder, movementReference } from './stock.ts';
import type { StockMovement } from './types.ts';

/**
 * Takes all units of an order, or none. Run it late in its transaction: the rows of the SKUs are held
 * from here to the commit. Not idempotent: the caller's inbox row makes it happen once.
 * Fails with `out_of_stock` and every SKU that lacks units; the stock is then as before and the
 * transaction may go on.
 * @throws RangeError for a quantity that is not a positive whole number.
 */
export async function commitStock(
  tx: Tx,
  ctx: Ctx,
  { orderId, eventId, lines }: StockMovement,
): Promise<Result<void, OutOfStock>> {
  const wanted = inLockOrder(lines);
  if (wanted.length === 0) return ok(undefined);
  for (const [index, line] of wanted.entries()) {
    if (await takeUnits(tx, line)) continue;
    // Nobody else has seen the units taken so far: their rows are still held by this transaction.
    for (const taken of wanted.slice(0, index)) await giveUnits(tx, taken);
    const short = await linesWithoutStock(tx, wanted);
    return err({ kind: 'out_of_stock', skus: (short.length > 0 ? short : [line]).map(({ sku }) => sku) });
  }
  const source = { reason: 'order', reference: movementReference(orderId, eventId) };
  const entries = wanted.map(({ sku, quantity }) => ({ sku, delta: -quantity }));
  await appendLedger(tx, ctx, entries, source);
  const soldOut = await productsAtTheEdge(tx, wanted, 'sold');
  if (soldOut.length > 0) await recordInvalidation(tx, ctx, soldOut.map(tags.product), 'sold out');
  return ok(undefined);
}
