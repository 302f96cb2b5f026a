import type { Stock, StockLine } from './types.ts';

/** The stock of a SKU that was never written. */
export const unknownStock: Stock = { onHand: 0, version: 0, policy: 'deny' };

/** More than any cart may hold: what can be sold where nothing is denied. */
const unlimited = 1_000_000;

/** How many units may be sold now; with `backorder` and `untracked` there is no end to them. */
export function sellableUnits({ onHand, policy }: Pick<Stock, 'onHand' | 'policy'> = unknownStock): number {
  return policy === 'deny' ? Math.max(0, onHand) : unlimited;
}

/** Few enough to order before you run out. */
export const lowStock = 5;

/** What staff look for in a product, as bits: a variant is out, one runs low, one can be sold. */
export const stockMarks = { out: 1, low: 2, in: 4 } as const;

/** The marks a SKU gives its product. */
export function marksOf({ onHand, policy }: Pick<Stock, 'onHand' | 'policy'>): number {
  if (policy !== 'deny' || onHand > lowStock) return stockMarks.in;
  return onHand > 0 ? stockMarks.low | stockMarks.in : stockMarks.out;
}

/** Whether a SKU that stands so now has other marks than before `delta` units came (or, below zero, went). */
export function passedMark({ onHand, policy }: Pick<Stock, 'onHand' | 'policy'>, delta: number): boolean {
  return marksOf({ onHand, policy }) !== marksOf({ onHand: onHand - delta, policy });
}

/**
 * One line per SKU in one fixed order, so that two orders of the same goods lock rows in the same order.
 * @throws RangeError for a quantity that is not a positive whole number: the order was never valid.
 */
export function inLockOrder(lines: readonly StockLine[]): StockLine[] {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`${sku}: quantity ${quantity}`);
    units.set(sku, (units.get(sku) ?? 0) + quantity);
  }
  return [...units]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .sort((a, b) => (a.sku < b.sku ? -1 : Number(a.sku > b.sku)));
}

/** What the ledger says caused a movement: the order, and the event that moved the units. */
export function movementReference(orderId: string, eventId: string): string {
  return `${orderId}/${eventId}`.slice(0, 120);
}
