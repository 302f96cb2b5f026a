import type { OrderState, OrderUnits } from './types.ts';

/** Units of a SKU that no refund by lines has named yet. */
export function unitsLeftToRefund(state: Pick<OrderState, 'lines' | 'refunds'>, sku: string): number {
  const ordered = state.lines.find((line) => line.sku === sku)?.quantity ?? 0;
  return ordered - unitsRefunded(state, sku);
}

function unitsRefunded({ refunds }: Pick<OrderState, 'refunds'>, sku: string): number {
  return refunds
    .flatMap(({ lines }) => lines ?? [])
    .filter((line) => line.sku === sku)
    .reduce((units, { quantity }) => units + quantity, 0);
}

/**
 * What these units cost, in minor units: a line's total in equal shares, rounded so that all of its units, refunded one
 * by one, add up to exactly the total. Units beyond what is left are priced like the others; `canFollow` refuses them.
 */
export function refundOfLines(
  state: Pick<OrderState, 'lines' | 'refunds'>,
  units: readonly OrderUnits[],
): (OrderUnits & { amountMinor: number })[] {
  return units.map(({ sku, quantity }) => {
    const line = state.lines.find((candidate) => candidate.sku === sku);
    if (!line) return { sku, quantity, amountMinor: 0 };
    const before = unitsRefunded(state, sku);
    const upTo = (count: number) => Math.floor((line.totalMinor * count) / line.quantity);
    return { sku, quantity, amountMinor: upTo(before + quantity) - upTo(before) };
  });
}

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Minor units refunded or promised back. */
export function requestedRefunds(state: OrderState): number {
  return sum(state.refunds.map((refund) => refund.amountMinor));
}

/** Minor units the gateway has confirmed as refunded. */
export function completedRefunds(state: OrderState): number {
  return sum(state.refunds.filter((refund) => refund.completed).map((refund) => refund.amountMinor));
}
