import { type Ctx, db, Prisma, type Tx } from '#lib/platform/index.ts';
import type { Stock, StockLine } from './types.ts';

export async function findStock(
  skus: readonly string[],
): Promise<{ sku: string; onHand: number; version: number }[]> {
  return db().stockItem.findMany({ where: { sku: { in: [...skus] } } });
}

/** The SKU as the catalogue writes it, and its product; undefined when it is not on sale at all. */
export async function findSellable(
  tx: Tx,
  sku: string,
): Promise<{ sku: string; productId: string } | undefined> {
  const variant = await tx.variant.findUnique({ where: { sku }, select: { sku: true, productId: true } });
  return variant?.sku === sku ? variant : undefined;
}

/** Reads a stock row and holds it until the transaction ends; makes the row if there is none. */
export async function lockStock(tx: Tx, sku: string): Promise<Stock> {
  const read = () => tx.$queryRaw<Stock[]>`
    SELECT on_hand AS onHand, version FROM stock_items WHERE sku = ${sku} FOR UPDATE`;
  const [found] = await read();
  if (found) return found;
  await tx.$executeRaw`INSERT IGNORE INTO stock_items (sku, on_hand, version) VALUES (${sku}, 0, 0)`;
  const [made] = await read();
  return made ?? { onHand: 0, version: 0 };
}

export async function writeStock(tx: Tx, sku: string, onHand: number, version: number): Promise<void> {
  await tx.$executeRaw`UPDATE stock_items SET on_hand = ${onHand}, version = ${version} WHERE sku = ${sku}`;
}

/** Takes units only if there are enough; the check and the change are one statement. */
export async function takeUnits(tx: Tx, { sku, quantity }: StockLine): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE stock_items SET on_hand = on_hand - ${quantity}, version = version + 1
    WHERE sku = ${sku} AND on_hand >= ${quantity}`;
  return changed === 1;
}

export async function giveUnits(tx: Tx, { sku, quantity }: StockLine): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO stock_items (sku, on_hand, version) VALUES (${sku}, ${quantity}, 1)
    ON DUPLICATE KEY UPDATE on_hand = on_hand + ${quantity}, version = version + 1`;
}

/** The lines that lack units, seen with the rows held, so the answer is true until the transaction ends. */
export async function linesWithoutStock(tx: Tx, lines: readonly StockLine[]): Promise<StockLine[]> {
  const held = await tx.$queryRaw<{ sku: string; onHand: number }[]>`
    SELECT sku, on_hand AS onHand FROM stock_items
    WHERE sku IN (${Prisma.join(lines.map((line) => line.sku))}) ORDER BY sku FOR UPDATE`;
  const onHand = new Map(held.map((row) => [row.sku, row.onHand]));
  return lines.filter((line) => (onHand.get(line.sku) ?? 0) < line.quantity);
}

export async function appendLedger(
  tx: Tx,
  ctx: Ctx,
  entries: readonly { sku: string; delta: number }[],
  { reason, reference }: { reason: string; reference: string },
): Promise<void> {
  const recordedAt = ctx.now();
  await tx.stockLedgerEntry.createMany({
    data: entries.map((entry) => ({ ...entry, reason, reference, recordedAt })),
  });
}

/** Products of which one of these lines just sold its last unit (`sold`) or came back from none. */
export async function productsAtTheEdge(
  tx: Tx,
  lines: readonly StockLine[],
  movement: 'sold' | 'returned',
): Promise<string[]> {
  const atEdge = lines.map((line) =>
    movement === 'sold'
      ? Prisma.sql`(s.sku = ${line.sku} AND s.on_hand = 0)`
      : Prisma.sql`(s.sku = ${line.sku} AND s.on_hand = ${line.quantity})`,
  );
  const rows = await tx.$queryRaw<{ productId: string }[]>`
    SELECT DISTINCT v.product_id AS productId FROM stock_items s JOIN variants v ON v.sku = s.sku
    WHERE ${Prisma.join(atEdge, ' OR ')}`;
  return rows.map((row) => row.productId);
}
