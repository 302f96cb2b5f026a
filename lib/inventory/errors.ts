/** `skus`: every SKU of the order that lacks units. Nothing was taken. */
export type OutOfStock = { kind: 'out_of_stock'; skus: string[] };

export type SetStockError = { kind: 'not_found' | 'version_conflict' | 'invalid_stock' };
