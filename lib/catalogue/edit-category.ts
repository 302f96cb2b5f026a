import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, type Tag, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { indexCategories } from '#lib/search/index.ts';
import { FRONT_PAGE, findCategoryForStaff } from './catalogue.repository.ts';
import { stampCategory } from './catalogue-write.repository.ts';
import { insertCategory, lockTree, updateCategory } from './category-edits.repository.ts';
import { maxCategories, maxDepth, pathTo, withAncestors, withDescendants } from './category-tree.ts';
import type { CategoryError } from './errors.ts';
import { deleteRedirect, writeRedirect } from './redirect.repository.ts';
import { foldKey, slugify } from './slug.ts';

/**
 * Makes a category at the end of a parent's (null: of the top), with audit entry and the purge of the navigation. Its
 * address is made of its title, with a number when that is taken.
 */
export function createCategory(
  ctx: Ctx,
  { title, parentId }: { title: string; parentId: string | null },
): Promise<Result<{ id: string; handle: string }, CategoryError>> {
  return withTransaction(async (tx) => {
    const rows = await lockTree(tx);
    const parent = rows.find((row) => row.id === parentId);
    if (parentId !== null && !parent) return err({ kind: 'tree_changed' as const });
    if (parent?.handle === FRONT_PAGE) return err({ kind: 'fixed' as const });
    if (rows.length >= maxCategories) return err({ kind: 'too_many' as const, limit: maxCategories });
    if (parent && pathTo(rows, parent.id).length >= maxDepth)
      return err({ kind: 'too_deep' as const, limit: maxDepth });
    const siblings = rows.filter((row) => row.parentId === parentId);
    const handle = freeHandle(
      parent ? `${parent.handle}-${slugify(title)}` : slugify(title),
      rows.map((row) => row.handle),
    );
    const id = ctx.newId();
    const position = Math.max(-1, ...siblings.map((row) => row.position)) + 1;
    await insertCategory(tx, ctx, { id, handle, title, parentId, position });
    await deleteRedirect(tx, `/c/${handle}`);
    await recordAudit(tx, ctx, {
      action: 'category.created',
      subject: `category:${id}`,
      before: null,
      after: { title, handle, in: parent?.title ?? 'the top' },
    });
    const listed = parent ? withAncestors(rows, [parent.id]).map(tags.category) : [];
    // A page that said "not here" is listed under search.
    await recordInvalidation(tx, ctx, [...listed, tags.navigation(), tags.search()], 'category made');
    return ok({ id, handle });
  });
}

function freeHandle(wanted: string, taken: readonly string[]): string {
  const known = new Set(taken.map(foldKey));
  const base = wanted.slice(0, 180);
  for (let number = 1; ; number++) {
    const handle = number === 1 ? base : `${base}-${number}`;
    if (!known.has(foldKey(handle))) return handle;
  }
}

export type CategoryFields = {
  title: string;
  handle: string;
  description: string;
  seoTitle: string;
  seoDescription: string;
  /** It and all below it are nowhere in the shop; products stay on sale. */
  hidden: boolean;
};

/**
 * Changes what a category is called, where its page is, what that says, and whether it is shown, with audit entry, a
 * redirect from a former address, and the purge of the pages that show what changed: of the whole shop for its title,
 * address or hiding, since they are in every page's navigation; of its own page alone for the rest.
 */
export function editCategory(
  ctx: Ctx,
  { id, fields, expectedVersion }: { id: string; fields: CategoryFields; expectedVersion: number },
): Promise<Result<{ version: number }, CategoryError>> {
  return withTransaction(async (tx) => {
    const rows = await lockTree(tx);
    const before = await findCategoryForStaff(id, tx);
    if (!before) return err({ kind: 'not_found' as const });
    const changed = (Object.keys(fields) as (keyof CategoryFields)[]).filter(
      (field) => before[field] !== fields[field],
    );
    if (before.version !== expectedVersion)
      return err({ kind: 'version_conflict' as const, current: before });
    if (changed.length === 0) return ok({ version: before.version });
    const moves = changed.includes('handle');
    if (before.handle === FRONT_PAGE && (moves || changed.includes('hidden')))
      return err({ kind: 'fixed' as const });
    const owner = rows.find((row) => row.id !== id && foldKey(row.handle) === foldKey(fields.handle));
    if (owner) return err({ kind: 'handle_taken' as const, title: owner.title });
    if (!(await stampCategory(tx, ctx, before)))
      return err({ kind: 'version_conflict' as const, current: before });
    await updateCategory(tx, id, fields);
    if (moves) await writeRedirect(tx, ctx, `/c/${before.handle}`, `/c/${fields.handle}`);
    // Its title is among the words its products are found by; what is hidden lists nothing.
    if (changed.includes('title') || changed.includes('hidden')) {
      await indexCategories(tx, withDescendants(rows, id));
    }
    const of = (from: CategoryFields) => Object.fromEntries(changed.map((field) => [field, from[field]]));
    await recordAudit(tx, ctx, {
      action: 'category.changed',
      subject: `category:${id}`,
      before: of(before),
      after: of(fields),
    });
    const everywhere = changed.some((field) => ['title', 'handle', 'hidden'].includes(field));
    const stale: Tag[] = everywhere
      ? [...withAncestors(rows, [id]).map(tags.category), tags.navigation(), tags.search()]
      : [];
    await recordInvalidation(tx, ctx, [...stale, tags.categoryText(id)], 'category changed');
    return ok({ version: before.version + 1 });
  });
}
