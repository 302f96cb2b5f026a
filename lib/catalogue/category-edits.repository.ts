import { type Ctx, db, Prisma, type Tx } from '#lib/platform/index.ts';
import type { CategoryRow, CategoryText } from './catalogue.repository.ts';

export type TreeRow = CategoryRow & { position: number };

/** The whole tree, in order, held for writing: changes of it come one after another. */
export async function lockTree(tx: Tx): Promise<TreeRow[]> {
  const rows = await tx.$queryRaw<(Omit<TreeRow, 'hidden'> & { hidden: number | boolean })[]>`
    SELECT id, handle, title, parent_id AS parentId, position, hidden FROM categories
    ORDER BY position, title LIMIT 1001 FOR UPDATE`;
  return rows.map((row) => ({ ...row, hidden: Boolean(row.hidden) }));
}

/** Makes an empty category. @throws on a handle that is taken. */
export async function insertCategory(
  tx: Tx,
  ctx: Ctx,
  fields: { id: string; handle: string; title: string; parentId: string | null; position: number },
): Promise<void> {
  const stamp = { updatedAt: ctx.now(), updatedBy: ctx.actor.slice(0, 254) };
  await tx.category.create({ data: { ...fields, ...stamp }, select: { id: true } });
}

/** Writes the named fields and no stamp of who did it. @throws when the category is gone. */
export async function updateCategory(
  tx: Tx,
  id: string,
  fields: Partial<CategoryText & Pick<TreeRow, 'handle' | 'title' | 'hidden' | 'parentId'>>,
): Promise<void> {
  await tx.category.update({ where: { id }, data: fields, select: { id: true } });
}

/** Makes these the order of one parent's children. */
export async function writeOrder(tx: Tx, rows: readonly { id: string; position: number }[]): Promise<void> {
  for (const { id, position } of rows) {
    await tx.category.update({ where: { id }, data: { position }, select: { id: true } });
  }
}

/**
 * Deletes a category and its translations; the database takes its placements and rule along. @throws when it is
 * gone.
 */
export async function removeCategory(tx: Tx, id: string): Promise<void> {
  await tx.translation.deleteMany({ where: { entity: 'category', entityId: id } });
  await tx.category.delete({ where: { id }, select: { id: true } });
}

/** Ids of the products in any of these categories after this one. */
export async function findMemberIds(
  tx: Tx,
  categoryIds: readonly string[],
  { after, take }: { after: string; take: number },
): Promise<string[]> {
  if (categoryIds.length === 0) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT product_id AS id FROM product_categories
    WHERE category_id IN (${Prisma.join([...categoryIds])}) AND product_id > ${after}
    ORDER BY product_id LIMIT ${take}`;
  return rows.map(({ id }) => id);
}

/** What staff see of each category, in order. */
export async function findForStaff(): Promise<(TreeRow & { rule: boolean; due: boolean })[]> {
  // As a statement of its own: the client would ask for the rules of a thousand categories by their ids.
  const rows = await db().$queryRaw<(TreeRow & { ruled: string | null; due: unknown })[]>`
    SELECT c.id, c.handle, c.title, c.parent_id AS parentId, c.position, c.hidden, r.category_id AS ruled, r.due
    FROM categories c LEFT JOIN category_rules r ON r.category_id = c.id ORDER BY c.position, c.title LIMIT 1000`;
  return rows.map(({ ruled, due, hidden, ...row }) => ({
    ...{ ...row, hidden: Boolean(hidden), rule: ruled !== null, due: Boolean(due) },
  }));
}

/** How many products each category has itself. Reads every membership. */
export async function countMembers(): Promise<Map<string, number>> {
  const rows = await db().productCategory.groupBy({ by: ['categoryId'], _count: { _all: true } });
  return new Map(rows.map(({ categoryId, _count }) => [categoryId, _count._all]));
}
