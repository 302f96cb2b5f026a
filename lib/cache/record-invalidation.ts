import type { Ctx, Tx } from '#lib/platform/index.ts';
import { insertInvalidation } from './cache.repository.ts';
import type { Tag } from './tags.ts';

/** Pages of one change are listed in rows of at most this many tags, so that a row stays small. */
const tagsPerRow = 500;

/**
 * Notes, in the change's own transaction, that pages with these tags are no longer true. The purge follows with
 * `purgeNow`, or by the worker within a second.
 */
export async function recordInvalidation(
  tx: Tx,
  ctx: Ctx,
  tags: readonly Tag[],
  reason: string,
): Promise<void> {
  const unique = [...new Set(tags)];
  for (let index = 0; index < unique.length; index += tagsPerRow) {
    await insertInvalidation(tx, ctx, unique.slice(index, index + tagsPerRow), reason);
  }
}
