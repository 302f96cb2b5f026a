import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, err, isUniqueViolation, ok, type Result, withTransaction } from '#lib/platform/index.ts';
import { createBlock } from './catalogue-write.repository.ts';
import { countBlocks, type StaffCmsBlock } from './cms.repository.ts';

export type AddCmsBlockError = { kind: 'key_taken' } | { kind: 'too_many'; limit: number };

/** As many as the list of them shows. */
export const mostBlocks = 200;

/**
 * Makes a text of the shop (`/pages/KEY`) as an empty draft: no page shows it before it is published, so nothing is purged.
 */
export async function addCmsBlock(
  ctx: Ctx,
  { key, title }: { key: string; title: string },
): Promise<Result<StaffCmsBlock, AddCmsBlockError>> {
  try {
    return await withTransaction(async (tx) => {
      if ((await countBlocks(tx)) >= mostBlocks) return err({ kind: 'too_many' as const, limit: mostBlocks });
      const block = await createBlock(tx, ctx, { key, title });
      await recordAudit(tx, ctx, { action: 'cms.added', subject: `cms:${key}`, before: null, after: block });
      return ok(block);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return err({ kind: 'key_taken' });
    throw error;
  }
}
