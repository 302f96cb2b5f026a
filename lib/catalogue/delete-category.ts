import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { findRulesNaming, pricingTimeoutMs } from '#lib/promotions/index.ts';
import { FRONT_PAGE, findCategoryForStaff } from './catalogue.repository.ts';
import {
  findMemberIds,
  lockTree,
  removeCategory,
  updateCategory,
  writeOrder,
} from './category-edits.repository.ts';
import { pathTo, withAncestors, withDescendants } from './category-tree.ts';
import type { CategoryError } from './errors.ts';
import { followMembers } from './follow-members.ts';
import { deleteRedirect, deleteRedirectsTo, writeRedirect } from './redirect.repository.ts';

/** Members that are priced and indexed anew in one go. */
const batch = 500;

/**
 * Deletes a category: what is below it moves up to its parent, behind what is there; its products stay and are only no
 * longer in it; its address leads to the parent's. One that price rules name is kept, since they would change silently; rules on a
 * category above lose the products that were only here, which is written down, and which staff are told before.
 */
export function deleteCategory(
  ctx: Ctx,
  { id, expectedVersion }: { id: string; expectedVersion: number },
): Promise<Result<{ movedUp: number }, CategoryError>> {
  return withTransaction(
    async (tx) => {
      const rows = await lockTree(tx);
      const before = await findCategoryForStaff(id, tx);
      if (!before) return err({ kind: 'not_found' as const });
      if (before.handle === FRONT_PAGE) return err({ kind: 'fixed' as const });
      if (before.version !== expectedVersion)
        return err({ kind: 'version_conflict' as const, current: before });
      const rules = await findRulesNaming([id], tx);
      if (rules.length > 0) return err({ kind: 'priced_by' as const, rules });
      const parent = rows.find((row) => row.id === before.parentId);
      const children = rows.filter((row) => row.parentId === id);
      const siblings = rows.filter((row) => row.parentId === before.parentId && row.id !== id);
      const last = Math.max(-1, ...siblings.map((row) => row.position));
      for (const child of children) await updateCategory(tx, child.id, { parentId: before.parentId });
      await writeOrder(
        tx,
        children.map((child, index) => ({ id: child.id, position: last + 1 + index })),
      );
      const listed: string[] = [];
      for (let after = ''; ; after = listed.at(-1) ?? '') {
        const ids = await findMemberIds(tx, withDescendants(rows, id), { after, take: batch });
        listed.push(...ids);
        if (ids.length < batch) break;
      }
      await removeCategory(tx, id);
      const repriced: Tag[] = [];
      for (let from = 0; from < listed.length; from += batch) {
        repriced.push(...(await followMembers(tx, ctx, listed.slice(from, from + batch))));
      }
      const path = `/c/${before.handle}`;
      if (parent) await writeRedirect(tx, ctx, path, `/c/${parent.handle}`);
      else {
        await deleteRedirect(tx, path);
        await deleteRedirectsTo(tx, path);
      }
      const { title, handle, description } = before;
      await recordAudit(tx, ctx, {
        action: 'category.deleted',
        subject: `category:${id}`,
        before: {
          title,
          handle,
          description,
          in: pathTo(rows, id)
            .slice(0, -1)
            .map((row) => row.title)
            .join(' > '),
        },
        after: { movedUp: children.map((child) => child.title) },
      });
      const stale = withAncestors(rows, [id, ...children.map((child) => child.id)]).map(tags.category);
      const pages = [...new Set([...stale, ...repriced, tags.navigation(), tags.search()])];
      await recordInvalidation(tx, ctx, pages, 'category deleted');
      return ok({ movedUp: children.length });
    },
    { timeoutMs: pricingTimeoutMs },
  );
}
