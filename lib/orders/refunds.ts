import { shareOut } from '#lib/pricing/index.ts';
import type { OrderState, OrderUnits } from './types.ts';

/** Units of a SKU that no refund by lines has named yet. */
export function unitsLeftToRefund(state: Pick<OrderState, 'lines' | 'refunds'>, sku: string): number {
  const ordered = state.lines.find((line) => line.sku === sku)?.quantity ?? 0;
  return ordered - unitsRefunded(state, sku);
}

/** Refunds that have brought, or may still bring, money back. */
const standing = ({ refunds }: Pick<OrderState, 'refunds'>) => refunds.filter(({ failed }) => !failed);

function unitsRefunded(state: Pick<OrderState, 'refunds'>, sku: string): number {
  return standing(state)
    .flatMap(({ lines }) => lines ?? [])
    .filter((line) => line.sku === sku)
    .reduce((units, { quantity }) => units + quantity, 0);
}

type Priced = Pick<OrderState, 'lines' | 'refunds' | 'taxDisplay' | 'taxMinor' | 'shippingMinor'>;

/**
 * What was paid for each line, with its tax, in minor units. Where tax was added and the order does not say for which line,
 * it is shared out over lines and shipping.
 */
export function paidForLines({ lines, taxDisplay, taxMinor, shippingMinor }: Priced): number[] {
  if (taxDisplay !== 'exclusive') return lines.map(({ totalMinor }) => totalMinor);
  const shares = shareOut(taxMinor, [...lines.map(({ totalMinor }) => totalMinor), shippingMinor]);
  const known = lines.every((line) => line.taxMinor !== undefined);
  return lines.map((line, index) => line.totalMinor + ((known ? line.taxMinor : shares[index]) ?? 0));
}

/**
 * What was paid for these units, in minor units: a line's sum in equal shares, rounded so that all of its units, refunded one
 * by one, add up to exactly the sum. Units beyond what is left are priced like the others; `canFollow` refuses them.
 */
export function refundOfLines(
  state: Priced,
  units: readonly OrderUnits[],
): (OrderUnits & { amountMinor: number })[] {
  const paid = paidForLines(state);
  return units.map(({ sku, quantity }) => {
    const index = state.lines.findIndex((candidate) => candidate.sku === sku);
    const line = state.lines[index];
    if (!line) return { sku, quantity, amountMinor: 0 };
    const before = unitsRefunded(state, sku);
    const upTo = (count: number) => Math.floor(((paid[index] ?? 0) * count) / line.quantity);
    return { sku, quantity, amountMinor: upTo(before + quantity) - upTo(before) };
  });
}

const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** Minor units refunded or promised back; what failed is neither. */
export function requestedRefunds(state: OrderState): number {
  return sum(standing(state).map((refund) => refund.amountMinor));
}

/** Minor units the gateway has confirmed as refunded. */
export function completedRefunds(state: OrderState): number {
  const completed = standing(state).filter((refund) => refund.completed);
  return sum(completed.map((refund) => refund.amountMinor));
}

/**
 * Whether money is owed that the customer was promised: the last refund failed, or one of a cancelled order did and its
 * amount was not asked for again.
 */
export function owesRefund(state: OrderState): boolean {
  const last = state.refunds.at(-1);
  const cancelled = state.status === 'cancelled' && requestedRefunds(state) < state.capturedMinor;
  return last?.failed === true || (cancelled && state.refunds.some(({ failed }) => failed));
}
