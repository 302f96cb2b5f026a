import { logger, withTransaction } from '#lib/platform/index.ts';
import { checkMarks } from './inventory.repository.ts';
import { markProducts } from './mark-products.ts';

/** Products of one transaction: an order that passes a mark waits for it. */
const batch = 100;

/**
 * Looks at the marks (`products.stock_marks`) of the next products by id, 1,000 unless said otherwise, and writes those
 * that are wrong: a process of the release before writes stock and knows no marks. Reads the stock of these products only.
 * @param after the id to go on after; empty to begin.
 * @returns the id to go on after, empty after the last product; and how many were wrong.
 */
export async function mendMarks({
  after,
  most = 1_000,
}: {
  after: string;
  most?: number;
}): Promise<{ next: string; mended: number }> {
  const looked = await checkMarks(after, most);
  const wrong = looked.filter((product) => product.wrong).map(({ id }) => id);
  for (let index = 0; index < wrong.length; index += batch) {
    await withTransaction((tx) => markProducts(tx, wrong.slice(index, index + batch)));
  }
  if (wrong.length > 0) logger('stock-marks').info({ mended: wrong.length }, 'wrong stock marks put right');
  return { next: looked.length < most ? '' : (looked.at(-1)?.id ?? ''), mended: wrong.length };
}
