import { recordAudit } from '#lib/audit/index.ts';
import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, err, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { mostBlocks } from './add-cms-block.ts';
import { writeBlock } from './catalogue-write.repository.ts';
import { findStaffBlock, findStaffBlocks, type StaffCmsBlock } from './cms.repository.ts';
import { safeHtml } from './safe-html.ts';

export type CmsError =
  | { kind: 'not_found' }
  | { kind: 'nothing_to_publish' }
  | { kind: 'version_conflict'; current: StaffCmsBlock };
type Edited = Promise<Result<StaffCmsBlock, CmsError>>;

/** All blocks with their drafts, by key, at most 200. */
export function listCmsBlocks(): Promise<StaffCmsBlock[]> {
  return findStaffBlocks(mostBlocks);
}

/** A block with its draft; null when there is none. */
export async function getCmsBlockForStaff(key: string): Promise<StaffCmsBlock | null> {
  const block = await findStaffBlock(key);
  return block?.key === key ? block : null;
}

/** Keeps a draft beside the published block; its HTML is made safe first. No page shows it, so nothing is purged. */
export function saveCmsDraft(
  ctx: Ctx,
  {
    key,
    title,
    bodyHtml,
    expectedVersion,
  }: { key: string; title: string; bodyHtml: string; expectedVersion: number },
): Edited {
  const draft = { draftTitle: title, draftHtml: safeHtml(bodyHtml) };
  return edit(ctx, key, expectedVersion, 'cms.draft_saved', () => draft);
}

/** Makes the draft what the shop shows, with the invalidation of every page that does. */
export function publishCmsBlock(
  ctx: Ctx,
  { key, expectedVersion }: { key: string; expectedVersion: number },
): Edited {
  return edit(ctx, key, expectedVersion, 'cms.published', ({ draftTitle, draftHtml }) =>
    draftTitle === null || draftHtml === null
      ? null
      : { title: draftTitle, bodyHtml: draftHtml, draftTitle: null, draftHtml: null, published: true },
  );
}

/** Throws the draft away. */
export function discardCmsDraft(
  ctx: Ctx,
  { key, expectedVersion }: { key: string; expectedVersion: number },
): Edited {
  return edit(ctx, key, expectedVersion, 'cms.draft_discarded', () => ({
    draftTitle: null,
    draftHtml: null,
  }));
}

type Fields = Partial<Pick<StaffCmsBlock, 'title' | 'bodyHtml' | 'draftTitle' | 'draftHtml' | 'published'>>;

function edit(
  ctx: Ctx,
  key: string,
  expectedVersion: number,
  action: string,
  next: (before: StaffCmsBlock) => Fields | null,
): Edited {
  return withTransaction(async (tx) => {
    const before = await findStaffBlock(key, tx);
    if (before?.key !== key) return err({ kind: 'not_found' as const });
    const changed = next(before);
    if (before.version !== expectedVersion)
      return err({ kind: 'version_conflict' as const, current: before });
    if (!changed) return err({ kind: 'nothing_to_publish' as const });
    if (!(await writeBlock(tx, ctx, before, changed)))
      return err({ kind: 'version_conflict' as const, current: before });
    const after = await findStaffBlock(key, tx);
    if (!after) throw new Error(`CMS block ${key} is gone within its own transaction`);
    await recordAudit(tx, ctx, { action, subject: `cms:${key}`, before, after });
    if ('bodyHtml' in changed) {
      const listed = before.published ? [] : [tags.texts()];
      await recordInvalidation(tx, ctx, [tags.cms(key), ...listed], 'cms block published');
    }
    return ok(after);
  });
}
