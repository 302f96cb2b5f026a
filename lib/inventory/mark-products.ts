import type { Tx } from '#lib/platform/index.ts';
import { writeMarks } from './inventory.repository.ts';

const batch = 500;

/**
 * Writes down how the variants of these products stand (`products.stock_marks`), so that staff can list those that are
 * sold out or run low without reading all stock. For whoever changes a stock or which SKUs a product has; late in the
 * transaction, since it holds the products to its end.
 */
export async function markProducts(tx: Tx, productIds: readonly string[]): Promise<void> {
  const ids = [...new Set(productIds)].sort();
  for (let index = 0; index < ids.length; index += batch) {
    await writeMarks(tx, ids.slice(index, index + batch));
  }
}
