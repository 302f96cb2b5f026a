import { findStock } from './inventory.repository.ts';
import { unknownStock } from './stock.ts';
import type { Stock } from './types.ts';

/** Units on hand of each SKU asked for; none at version 0 for a SKU without stock rows. */
export async function getStock(skus: readonly string[]): Promise<Map<string, Stock>> {
  const asked = [...new Set(skus)];
  const stock = new Map<string, Stock>(asked.map((sku) => [sku, unknownStock]));
  // A prepared statement takes at most 65,535 values.
  for (let start = 0; start < asked.length; start += 1_000) {
    for (const { sku, ...found } of await findStock(asked.slice(start, start + 1_000))) {
      if (stock.has(sku)) stock.set(sku, found);
    }
  }
  return stock;
}
