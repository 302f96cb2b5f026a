import { type Tag, tags } from '#lib/cache/index.ts';
import type { Ctx, Tx } from '#lib/platform/index.ts';
import { orderTags, refreshPrices } from '#lib/promotions/index.ts';
import { indexProducts } from '#lib/search/index.ts';

/**
 * Writes down what these products cost and where they are listed, now that the tree above them is another: they may meet
 * other price rules. @returns the tags of all that shows them or their order, if a price changed; none otherwise.
 */
export async function followMembers(tx: Tx, ctx: Ctx, productIds: readonly string[]): Promise<Tag[]> {
  const { changed } = await refreshPrices(tx, ctx, productIds, ctx.now());
  await indexProducts(tx, productIds);
  return changed > 0 ? [...productIds.map(tags.product), ...(await orderTags(tx, productIds))] : [];
}
