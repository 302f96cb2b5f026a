import { recordInvalidation, tags } from '#lib/cache/index.ts';
import type { Ctx, Tx } from '#lib/platform/index.ts';
import { appendLedger, giveUnits, productsAtTheEdge } from './inventory.repository.ts';
import { inLockOrder, movementReference } from './stock.ts';
import type { StockMovement } from './types.ts';

/**
 * Gives units of a refunded order back. Not idempotent: the caller's inbox row makes it happen once.
 * @throws RangeError for a quantity that is not a positive whole number.
 */
export async function releaseStock(
  tx: Tx,
  ctx: Ctx,
  { orderId, eventId, lines }: StockMovement,
): Promise<void> {
  const returned = inLockOrder(lines);
  if (returned.length === 0) return;
  for (const line of returned) await giveUnits(tx, line);
  const source = { reason: 'refund', reference: movementReference(orderId, eventId) };
  await appendLedger(
    tx,
    ctx,
    returned.map(({ sku, quantity }) => ({ sku, delta: quantity })),
    source,
  );
  const back = await productsAtTheEdge(tx, returned, 'returned');
  if (back.length > 0) await recordInvalidation(tx, ctx, back.map(tags.product), 'back in stock');
}
