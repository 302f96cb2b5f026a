/** `version` is 0 for a SKU whose stock was never written. */
export type Stock = { onHand: number; version: number };

export type StockLine = { sku: string; quantity: number };

/** Units of one order event, to take or to give back. */
export type StockMovement = { orderId: string; eventId: string; lines: StockLine[] };

export type SetStockInput = { sku: string; onHand: number; reason: string; expectedVersion?: number };
