import { type MendPosition, mendStep } from '#lib/platform/index.ts';
import { checkTags, holdTagged, writeTags } from './tag.repository.ts';

/**
 * Looks at the rows of `product_tags` of the next products by id and writes those that differ from the products' tags: the
 * release before writes tags and no rows.
 * @returns the id to go on after, empty after the last product; and how many were wrong.
 */
export const mendTags = (position: MendPosition): Promise<{ next: string; mended: number }> =>
  mendStep('product-tags', position, checkTags, async (tx, ids) => writeTags(tx, await holdTagged(tx, ids)));
