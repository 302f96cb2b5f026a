import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, type Tx } from '#lib/platform/index.ts';
import { syncAvailability } from '#lib/search/index.ts';
import type { OutOfStock } from './errors.ts';
import {
  appendLedger,
  giveUnits,
  linesWithoutStock,
  takeUnits,
  writtenStock,
} from './inventory.repository.ts';
import { markProducts } from './mark-products.ts';
import { inLockOrder, movementReference, passedMark } from './stock.ts';
import type { StockLine, StockMovement, TakenUnits } from './types.ts';

/**
 * Takes all units of an order, or none. Run it late in its transaction: the rows of the SKUs are held
 * from here to the commit. Not idempotent: the caller's inbox row makes it happen once. Answers what was
 * taken, for `confirmReservation`; SKUs whose units are not tracked are not among it.
 * Fails with `out_of_stock` and every SKU that lacks units; the stock is then as before and the
 * transaction may go on.
 * @throws RangeError for a quantity that is not a positive whole number.
 */
export async function commitStock(
  tx: Tx,
  ctx: Ctx,
  { orderId, eventId, lines }: StockMovement,
): Promise<Result<TakenUnits[], OutOfStock>> {
  const wanted = inLockOrder(lines);
  const taken: StockLine[] = [];
  for (const line of wanted) {
    const outcome = await takeUnits(tx, line);
    if (outcome === 'taken') taken.push(line);
    if (outcome !== 'short') continue;
    // Nobody else has seen the units taken so far: their rows are still held by this transaction.
    for (const before of taken) await giveUnits(tx, before);
    const short = await linesWithoutStock(tx, wanted);
    return err({ kind: 'out_of_stock', skus: (short.length > 0 ? short : [line]).map(({ sku }) => sku) });
  }
  if (taken.length === 0) return ok([]);
  const source = { reason: 'order', reference: movementReference(orderId, eventId) };
  const entries = taken.map(({ sku, quantity }) => ({ sku, delta: -quantity }));
  await appendLedger(tx, ctx, entries, source);
  const rows = await writtenStock(
    tx,
    taken.map(({ sku }) => sku),
  );
  const soldOut = rows.flatMap(({ productId, onHand, policy }) =>
    productId && policy === 'deny' && onHand === 0 ? [productId] : [],
  );
  const units = new Map(taken.map(({ sku, quantity }) => [sku, quantity]));
  await markProducts(
    tx,
    rows.flatMap(({ productId, ...row }) =>
      productId && passedMark(row, -(units.get(row.sku) ?? 0)) ? [productId] : [],
    ),
  );
  if (soldOut.length > 0) {
    const listings = await syncAvailability(tx, soldOut);
    await recordInvalidation(tx, ctx, [...soldOut.map(tags.product), ...listings], 'sold out');
  }
  const versions = new Map(rows.map(({ sku, version }) => [sku, version]));
  return ok(taken.map((line) => ({ ...line, version: versions.get(line.sku) ?? 0 })));
}
