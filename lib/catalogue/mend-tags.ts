import { logger, withTransaction } from '#lib/platform/index.ts';
import { checkTags, holdTagged, writeTags } from './tag.repository.ts';

/** Products of one transaction: whoever edits one waits for it. */
const batch = 100;

/**
 * Looks at the rows of `product_tags` of the next products by id, 1,000 unless said otherwise, and writes those that
 * differ from the products' tags: the release before writes tags and no rows.
 * @param after the id to go on after; empty to begin.
 * @returns the id to go on after, empty after the last product; and how many were wrong.
 */
export async function mendTags({
  after,
  most = 1_000,
}: {
  after: string;
  most?: number;
}): Promise<{ next: string; mended: number }> {
  const looked = await checkTags(after, most);
  const wrong = looked.filter((product) => product.wrong).map(({ id }) => id);
  for (let index = 0; index < wrong.length; index += batch) {
    const ids = wrong.slice(index, index + batch);
    await withTransaction(async (tx) => writeTags(tx, await holdTagged(tx, ids)));
  }
  if (wrong.length > 0) logger('product-tags').info({ mended: wrong.length }, 'rows of tags put right');
  return { next: looked.length < most ? '' : (looked.at(-1)?.id ?? ''), mended: wrong.length };
}
