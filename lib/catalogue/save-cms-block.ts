import { recordInvalidation, tags } from '#lib/cache/index.ts';
import { type Ctx, withTransaction } from '#lib/platform/index.ts';
import { upsertCmsBlock } from './catalogue-write.repository.ts';
import { safeHtml } from './safe-html.ts';
import type { CmsBlock } from './types.ts';

/** Makes or changes a block of text; its HTML is made safe first. */
export async function saveCmsBlock(ctx: Ctx, block: Omit<CmsBlock, 'id'>): Promise<void> {
  await withTransaction(async (tx) => {
    await upsertCmsBlock(tx, ctx, { key: block.key, title: block.title, bodyHtml: safeHtml(block.bodyHtml) });
    await recordInvalidation(tx, ctx, [tags.cms(block.key), tags.texts()], 'cms block saved');
  });
}
