/**
 * What happens when the units run out: `deny` sells no more; `backorder` sells on and owes them, so on hand goes below
 * zero; `untracked` does not count at all.
 */
export const stockPolicies = ['deny', 'backorder', 'untracked'] as const;
export type StockPolicy = (typeof stockPolicies)[number];

/** `version` is 0 for a SKU whose stock was never written. */
export type Stock = { onHand: number; version: number; policy: StockPolicy };

export type StockLine = { sku: string; quantity: number };

/** Units of one order event, to take or to give back. */
export type StockMovement = { orderId: string; eventId: string; lines: StockLine[] };

/** Units an order took, and the version its stock has since. */
export type TakenUnits = StockLine & { version: number };

export type SetStockInput = {
  sku: string;
  onHand: number;
  reason: string;
  expectedVersion?: number;
  /** Left out: as it is. */
  policy?: StockPolicy;
};
