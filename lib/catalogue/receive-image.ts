import { recordInvalidation, tags } from '#lib/cache/index.ts';
import type { Ctx, Tx } from '#lib/platform/index.ts';
import { imagesFrom, markImagesFailed, setImageFiles } from './image.repository.ts';

/**
 * Shows a picture that was taken in wherever a product names its source, in the caller's transaction; `null`
 * marks those that wait for it as failed. Their pages are purged. Unknown sources change nothing.
 */
export async function receiveImage(
  tx: Tx,
  ctx: Ctx,
  source: string,
  image: { src: string; width: number; height: number } | null,
): Promise<void> {
  const found = (await imagesFrom(tx, source)).filter(({ src }) => src !== image?.src);
  if (found.length === 0) return;
  const ids = found.map(({ id }) => id);
  if (!image) return markImagesFailed(tx, ids);
  const { src, width, height } = image;
  await setImageFiles(tx, ids, { src, width, height, sourceUrl: source, status: 'ready' });
  const products = [...new Set(found.map(({ productId }) => productId))];
  // Each page that shows a product names it. Listings have the same members as before, and of a shop with many new pictures
  // one that is purged for each would never be kept.
  await recordInvalidation(tx, ctx, products.map(tags.product), 'image');
}
