/** `skus`: every SKU of the order that lacks units. Nothing was taken. */
export type OutOfStock = { kind: 'out_of_stock'; skus: string[] };

/** The units are there, but other checkouts hold them; `available`: units nobody holds. */
export type UnitsHeld = { kind: 'units_held'; lines: { sku: string; available: number }[] };

export type SetStockError = { kind: 'not_found' | 'version_conflict' | 'invalid_stock' };
