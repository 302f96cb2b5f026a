import { findFirstSkus, findProductIdsBySku } from './catalogue.repository.ts';

/** The products of these SKUs, by SKU as it is written; unknown ones are absent. */
export function getProductIdsBySku(skus: readonly string[]): Promise<Map<string, string>> {
  return findProductIdsBySku(skus);
}

/** One SKU of each of these products, by product. */
export function getFirstSkus(productIds: readonly string[]): Promise<Map<string, string>> {
  return findFirstSkus(productIds);
}
