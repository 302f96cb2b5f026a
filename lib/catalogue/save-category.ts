import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { indexCategories } from '#lib/search/index.ts';
import { findCategories, upsertCategory } from './catalogue-write.repository.ts';
import { withAncestors, withDescendants } from './category-tree.ts';
import { categoryHandles } from './slug.ts';

/** Makes or changes the category at `path` (titles from the root; its parents must exist). Returns its handle. */
export function saveCategory(
  ctx: Ctx,
  { path, description, position }: { path: readonly string[]; description: string; position: number },
): Promise<string> {
  const handles = categoryHandles(path);
  const handle = handles.at(-1) ?? '';
  return withTransaction(async (tx) => {
    const before = await findCategories(tx);
    const parentId = before.find((row) => row.handle === handles.at(-2))?.id ?? null;
    const title = path.at(-1) ?? handle;
    const id = await upsertCategory(tx, ctx, { handle, title, description, parentId, position });
    const was = before.find((row) => row.id === id);
    if (was && (was.parentId !== parentId || was.title !== title)) {
      await indexCategories(tx, withDescendants(before, id));
    }
    const affected = withAncestors(await findCategories(tx), [id]);
    const stale = [...affected.map(tags.category), tags.categoryText(id), tags.navigation()];
    await recordInvalidation(tx, ctx, stale, 'category saved');
    return handle;
  });
}
