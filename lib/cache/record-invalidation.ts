import type { Ctx, Tx } from '#lib/platform/index.ts';
import { insertInvalidation } from './cache.repository.ts';
import type { Tag } from './tags.ts';

/** Pages of one change are listed in rows of at most this many tags, so that a row stays small. */
const tagsPerRow = 500;

// The rows a context has written and not yet reported: another process may purge them before `purgeNow` comes to it.
const unreported = new WeakMap<Ctx, bigint[]>();
const unreportedMax = 1_000;

/** The invalidations noted in this context since the last call. Those of a transaction that was rolled back are in it. */
export function takeUnreported(ctx: Ctx): bigint[] {
  const ids = unreported.get(ctx) ?? [];
  unreported.delete(ctx);
  return ids;
}

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
    const id = await insertInvalidation(tx, ctx, unique.slice(index, index + tagsPerRow), reason);
    unreported.set(ctx, [...(unreported.get(ctx) ?? []), id].slice(-unreportedMax));
  }
}
