import type { Tx } from '#lib/platform/index.ts';

type Found = { id: string; productId: string; src: string };

/** Images that wait for this source, or are shown from it until it has been taken in. */
export async function imagesFrom(tx: Tx, source: string): Promise<Found[]> {
  const select = { id: true, productId: true, src: true };
  // As they are, not as this transaction first saw them: an import that named the source was waited for.
  const waiting = await tx.$queryRaw<Found[]>`
    SELECT id, product_id AS productId, src FROM product_images WHERE source_url = ${source} FOR UPDATE`;
  // Pictures of the demo are shown as drawn until then; only a small shop has them.
  const shown = source.startsWith('/art/')
    ? await tx.productImage.findMany({ where: { src: source }, select })
    : [];
  return [...new Map([...waiting, ...shown].map((image) => [image.id, image])).values()];
}

/** Gives pictures their files and size in pixels; those that were deleted meanwhile are passed over. */
export async function setImageFiles(
  tx: Tx,
  ids: readonly string[],
  data: { src: string; width: number; height: number; sourceUrl: string; status: 'ready' },
): Promise<void> {
  await tx.productImage.updateMany({ where: { id: { in: [...ids] } }, data });
}

/** Notes that pictures still awaited will not come; one that came by another way stays. */
export async function markImagesFailed(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.productImage.updateMany({
    where: { id: { in: [...ids] }, status: 'pending' },
    data: { status: 'failed' },
  });
}
