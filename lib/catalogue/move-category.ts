import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, type Tx, withTransaction } from '#lib/platform/index.ts';
import { pricingTimeoutMs } from '#lib/promotions/index.ts';
import { FRONT_PAGE } from './catalogue.repository.ts';
import { stampCategory } from './catalogue-write.repository.ts';
import {
  findMemberIds,
  lockTree,
  type TreeRow,
  updateCategory,
  writeOrder,
} from './category-edits.repository.ts';
import { heightOf, maxDepth, pathTo, withAncestors, withDescendants } from './category-tree.ts';
import type { CategoryError } from './errors.ts';
import { followMembers } from './follow-members.ts';

/** Members that follow a move, in one statement each. */
const batch = 500;

/**
 * Puts a category below `parentId` (null: at the top), behind `afterId` of its children (null: first), with all below
 * it; with audit entry and the purge of the navigation. Under another parent its products may meet other price rules
 * and are listed elsewhere: prices and index follow in the same transaction.
 */
export function moveCategory(
  ctx: Ctx,
  { id, parentId, afterId }: { id: string; parentId: string | null; afterId: string | null },
): Promise<Result<{ moved: boolean }, CategoryError>> {
  return withTransaction(
    async (tx) => {
      const rows = await lockTree(tx);
      const own = rows.find((row) => row.id === id);
      const parent = rows.find((row) => row.id === parentId);
      if (!own) return err({ kind: 'not_found' as const });
      if (own.handle === FRONT_PAGE || parent?.handle === FRONT_PAGE) return err({ kind: 'fixed' as const });
      if (parentId !== null && !parent) return err({ kind: 'tree_changed' as const });
      if (parent && withDescendants(rows, id).includes(parent.id))
        return err({ kind: 'into_itself' as const });
      const above = parent ? pathTo(rows, parent.id).length : 0;
      if (above + heightOf(rows, id) > maxDepth) return err({ kind: 'too_deep' as const, limit: maxDepth });
      const others = rows.filter((row) => row.parentId === parentId && row.id !== id);
      const behind = afterId === null ? -1 : others.findIndex((row) => row.id === afterId);
      if (afterId !== null && behind < 0) return err({ kind: 'tree_changed' as const });
      const order = others.toSpliced(behind + 1, 0, own);
      const elsewhere = own.parentId !== parentId;
      if (!elsewhere && sameOrder(rows, order)) return ok({ moved: false });
      await stampCategory(tx, ctx, await versionOf(tx, id));
      if (elsewhere) await updateCategory(tx, id, { parentId });
      await writeOrder(tx, reordered(order));
      const stale: Tag[] = [tags.navigation(), tags.search()];
      const now = rows.map((row) => (row.id === id ? { ...row, parentId } : row));
      stale.push(...[...withAncestors(rows, [id]), ...withAncestors(now, [id])].map(tags.category));
      if (elsewhere) stale.push(...(await followAll(tx, ctx, withDescendants(rows, id))));
      const placeIn = (tree: readonly TreeRow[], list: readonly TreeRow[]) => ({
        in:
          pathTo(tree, id)
            .slice(0, -1)
            .map(({ title }) => title)
            .join(' > ') || 'the top',
        place: list.findIndex((row) => row.id === id) + 1,
      });
      await recordAudit(tx, ctx, {
        action: 'category.moved',
        subject: `category:${id}`,
        before: placeIn(
          rows,
          rows.filter((row) => row.parentId === own.parentId),
        ),
        after: placeIn(now, order),
      });
      await recordInvalidation(tx, ctx, [...new Set(stale)], 'category moved');
      return ok({ moved: true });
    },
    { timeoutMs: pricingTimeoutMs },
  );
}

const sameOrder = (rows: readonly TreeRow[], order: readonly TreeRow[]) =>
  rows
    .filter((row) => row.parentId === order[0]?.parentId)
    .every((row, index) => row.id === order[index]?.id);

const reordered = (order: readonly TreeRow[]) =>
  order.flatMap(({ id, position: was }, position) => (was === position ? [] : [{ id, position }]));

async function versionOf(tx: Tx, id: string): Promise<{ id: string; version: number }> {
  return tx.category.findUniqueOrThrow({ where: { id }, select: { id: true, version: true } });
}

/** All products of these categories follow the move. @returns the tags of those whose price changed. */
async function followAll(tx: Tx, ctx: Ctx, categoryIds: readonly string[]): Promise<Tag[]> {
  const stale: Tag[] = [];
  for (let after = ''; ; ) {
    const ids = await findMemberIds(tx, categoryIds, { after, take: batch });
    const last = ids.at(-1);
    if (last === undefined) return stale;
    after = last;
    stale.push(...(await followMembers(tx, ctx, ids)));
  }
}
