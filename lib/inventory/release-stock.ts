import { recordInvalidation, tags } from '#lib/cache/index.ts';
import type { Ctx, Tx } from '#lib/platform/index.ts';
import { syncAvailability } from '#lib/search/index.ts';
import { appendLedger, giveUnits, writtenStock } from './inventory.repository.ts';
import { markProducts } from './mark-products.ts';
import { inLockOrder, movementReference, passedMark } from './stock.ts';
import type { StockLine, StockMovement } from './types.ts';

/**
 * Puts units of a cancelled or returned order back. Not idempotent: the caller's inbox row makes it happen once.
 * @throws RangeError for a quantity that is not a positive whole number.
 */
export async function releaseStock(
  tx: Tx,
  ctx: Ctx,
  { orderId, eventId, lines }: StockMovement,
): Promise<void> {
  const given: StockLine[] = [];
  for (const line of inLockOrder(lines)) if (await giveUnits(tx, line)) given.push(line);
  if (given.length === 0) return;
  const source = { reason: 'return', reference: movementReference(orderId, eventId) };
  await appendLedger(
    tx,
    ctx,
    given.map(({ sku, quantity }) => ({ sku, delta: quantity })),
    source,
  );
  const units = new Map(given.map(({ sku, quantity }) => [sku, quantity]));
  const rows = await writtenStock(tx, [...units.keys()]);
  await markProducts(
    tx,
    rows.flatMap(({ productId, ...row }) =>
      productId && passedMark(row, units.get(row.sku) ?? 0) ? [productId] : [],
    ),
  );
  const back = rows.flatMap(({ sku, productId, onHand, policy }) =>
    productId && policy === 'deny' && onHand === units.get(sku) ? [productId] : [],
  );
  if (back.length > 0) {
    const listings = await syncAvailability(tx, back);
    await recordInvalidation(tx, ctx, [...back.map(tags.product), ...listings], 'back in stock');
  }
}
