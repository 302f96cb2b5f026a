import { type Ctx, db, holdNames, insertRows, Prisma, type Tx } from '#lib/platform/index.ts';
import { lowStock, stockMarks, unknownStock } from './stock.ts';
import { type Stock, type StockLine, type StockPolicy, stockPolicies } from './types.ts';

const policyOf = (text: string): StockPolicy => stockPolicies.find((known) => known === text) ?? 'deny';

/**
 * Stock by SKU, in no order, in the columns' own spelling; SKUs without stock are left out, and count as none
 * (`unknownStock`).
 */
export async function findStock(skus: readonly string[]): Promise<({ sku: string } & Stock)[]> {
  const rows = await db().stockItem.findMany({ where: { sku: { in: [...skus] } } });
  return rows.map((row) => ({ ...row, policy: policyOf(row.policy) }));
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
    SELECT on_hand AS onHand, version, policy FROM stock_items WHERE sku = ${sku} FOR UPDATE`;
  const [found] = await read();
  if (found) return found;
  await tx.$executeRaw`INSERT IGNORE INTO stock_items (sku, on_hand, version) VALUES (${sku}, 0, 0)`;
  const [made] = await read();
  return made ?? unknownStock;
}

/**
 * Writes the row that `lockStock` holds: units on hand, version, and what happens when none are left. @throws for
 * fewer than 0 units, by the table's check.
 */
export async function writeStock(tx: Tx, sku: string, { onHand, version, policy }: Stock): Promise<void> {
  await tx.$executeRaw`
    UPDATE stock_items SET on_hand = ${onHand}, version = ${version}, policy = ${policy} WHERE sku = ${sku}`;
}

/** The products of these SKUs, by SKU as the catalogue writes it. */
export async function findSellables(tx: Tx, skus: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.variant.findMany({
    where: { sku: { in: [...skus] } },
    select: { sku: true, productId: true },
  });
  return new Map(rows.map(({ sku, productId }) => [sku, productId]));
}

/** Reads stock rows in the order of their SKUs and holds them until the transaction ends; those there are none of are absent. */
export async function lockStocks(tx: Tx, skus: readonly string[]): Promise<Map<string, Stock>> {
  const rows = await tx.$queryRaw<(Stock & { sku: string })[]>`
    SELECT sku, on_hand AS onHand, version, policy FROM stock_items
    WHERE sku IN (${Prisma.join([...skus])}) ORDER BY sku FOR UPDATE`;
  return new Map(rows.map(({ sku, ...stock }) => [sku, stock]));
}

/** Writes stock rows, made where there are none, in one statement. */
export async function writeStocks(tx: Tx, rows: readonly ({ sku: string } & Stock)[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(
    ({ sku, onHand, version, policy }) => Prisma.sql`(${sku}, ${onHand}, ${version}, ${policy})`,
  );
  await tx.$executeRaw`
    INSERT INTO stock_items (sku, on_hand, version, policy) VALUES ${Prisma.join(values)}
    ON DUPLICATE KEY UPDATE on_hand = VALUES(on_hand), version = VALUES(version), policy = VALUES(policy)`;
}

/**
 * Takes units only if there are enough, or the SKU may be owed; the check and the change are one statement.
 * `uncounted`: this SKU's units are not tracked, nothing was changed.
 */
export async function takeUnits(
  tx: Tx,
  { sku, quantity }: StockLine,
): Promise<'taken' | 'uncounted' | 'short'> {
  const changed = await tx.$executeRaw`
    UPDATE stock_items SET on_hand = on_hand - ${quantity}, version = version + 1
    WHERE sku = ${sku} AND ((policy = 'deny' AND on_hand >= ${quantity}) OR policy = 'backorder')`;
  if (changed === 1) return 'taken';
  const [row] = await tx.$queryRaw<{ policy: string }[]>`
    SELECT policy FROM stock_items WHERE sku = ${sku} FOR UPDATE`;
  return row?.policy === 'untracked' ? 'uncounted' : 'short';
}

/** Gives units back; answers false for a SKU whose units are not counted. */
export async function giveUnits(tx: Tx, { sku, quantity }: StockLine): Promise<boolean> {
  const given = await tx.$executeRaw`
    UPDATE stock_items SET on_hand = on_hand + ${quantity}, version = version + 1
    WHERE sku = ${sku} AND policy <> 'untracked'`;
  if (given === 1) return true;
  const made = await tx.$executeRaw`
    INSERT IGNORE INTO stock_items (sku, on_hand, version) VALUES (${sku}, ${quantity}, 1)`;
  return made === 1;
}

/** The lines that lack units, seen with the rows held, so the answer is true until the transaction ends. */
export async function linesWithoutStock(tx: Tx, lines: readonly StockLine[]): Promise<StockLine[]> {
  const held = await tx.$queryRaw<{ sku: string; onHand: number; policy: string }[]>`
    SELECT sku, on_hand AS onHand, policy FROM stock_items
    WHERE sku IN (${Prisma.join(lines.map((line) => line.sku))}) ORDER BY sku FOR UPDATE`;
  const rows = new Map(held.map((row) => [row.sku, row]));
  return lines.filter(({ sku, quantity }) => {
    const row = rows.get(sku);
    return !row || (row.policy === 'deny' && row.onHand < quantity);
  });
}

/**
 * Notes changes of stock in units, why, and by what (an order, an import); the sum of a SKU's entries is what is on
 * hand.
 */
export async function appendLedger(
  tx: Tx,
  ctx: Ctx,
  entries: readonly { sku: string; delta: number }[],
  { reason, reference }: { reason: string; reference: string },
): Promise<void> {
  const recordedAt = ctx.now();
  const rows = entries.map(({ sku, delta }) => ({ sku, delta, reason, reference, recordedAt }));
  await insertRows(tx, 'stock_ledger', rows);
}

/** These SKUs as this transaction has just written them, and the product each is on; one row per SKU and product. */
export async function writtenStock(
  tx: Tx,
  skus: readonly string[],
): Promise<({ sku: string; productId: string | null } & Stock)[]> {
  return tx.$queryRaw`
    SELECT s.sku, s.on_hand AS onHand, s.version, s.policy, v.product_id AS productId
    FROM stock_items s LEFT JOIN variants v ON v.sku = s.sku
    WHERE s.sku IN (${Prisma.join([...skus])})`;
}

/** What the marks of a product `p` are by the rule of `marksOf`. */
const marksByRule = Prisma.sql`COALESCE((
  SELECT BIT_OR(CASE
    WHEN s.policy <> 'deny' OR s.on_hand > ${lowStock} THEN ${stockMarks.in}
    WHEN s.on_hand > 0 THEN ${stockMarks.low | stockMarks.in}
    ELSE ${stockMarks.out} END)
  FROM variants v LEFT JOIN stock_items s ON s.sku = v.sku WHERE v.product_id = p.id), 0)`;

/**
 * Writes the marks of these products. They are held first, under the name that the search index holds too, so that two
 * orders that change two variants of one see each other; stock rows are read without locks.
 */
export async function writeMarks(tx: Tx, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  await holdNames(
    tx,
    productIds.map((id) => `availability:${id}`),
  );
  await tx.$executeRaw`
    UPDATE products p SET p.stock_marks = ${marksByRule} WHERE p.id IN (${Prisma.join([...productIds])})`;
}

/** The next `most` products by id, and whether their marks are wrong. Exported for the test of what it reads. */
export function checkMarksQuery(after: string, most: number): Prisma.Sql {
  return Prisma.sql`
    SELECT p.id, p.stock_marks <> ${marksByRule} AS wrong FROM products p FORCE INDEX (PRIMARY)
    WHERE p.id > ${after} ORDER BY p.id LIMIT ${most}`;
}

/**
 * Of the next `most` products by id after `after` (empty to begin): whether their marks are other than their stock
 * says (decision 0172).
 */
export async function checkMarks(after: string, most: number): Promise<{ id: string; wrong: boolean }[]> {
  const rows = await db().$queryRaw<{ id: string; wrong: unknown }[]>(checkMarksQuery(after, most));
  return rows.map(({ id, wrong }) => ({ id, wrong: Number(wrong) === 1 }));
}

/** SKUs whose ledger does not add up to what is on hand, or that are below zero and may not be; at most `limit`. */
export async function stockThatDoesNotAddUp(
  limit: number,
): Promise<{ sku: string; onHand: number; ledgerSum: number }[]> {
  const rows = await db().$queryRaw<{ sku: string; onHand: number; ledgerSum: unknown }[]>`
    SELECT s.sku, s.on_hand AS onHand, COALESCE(SUM(l.delta), 0) AS ledgerSum
    FROM stock_items s LEFT JOIN stock_ledger l ON l.sku = s.sku
    GROUP BY s.sku, s.on_hand, s.policy
    HAVING ledgerSum <> s.on_hand OR (s.on_hand < 0 AND s.policy <> 'backorder')
    LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, ledgerSum: Number(row.ledgerSum) }));
}

/** How many SKUs have stock written down, at none too. */
export function countStock(): Promise<number> {
  return db().stockItem.count();
}

const marksWithOut = Array.from({ length: 8 }, (_, marks) => marks).filter((marks) => marks & stockMarks.out);

/** Exported for the test of what it reads. */
export const soldOutQuery = Prisma.sql`
  SELECT COUNT(*) AS n
  FROM products p FORCE INDEX (products_status_stock_marks_title_id_idx)
    STRAIGHT_JOIN variants v ON v.product_id = p.id LEFT JOIN stock_items s ON s.sku = v.sku
  WHERE p.status = 'active' AND p.stock_marks IN (${Prisma.join(marksWithOut)})
    AND (s.sku IS NULL OR (s.policy = 'deny' AND s.on_hand <= 0))`;

/** How many articles on sale have no unit left and may not be sold without; reads the products that have one. */
export async function countSoldOut(): Promise<number> {
  const [row] = await db().$queryRaw<{ n: bigint }[]>(soldOutQuery);
  return Number(row?.n ?? 0);
}
