import { completedRefunds, requestedRefunds } from './refunds.ts';
import type { OrderState } from './types.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What does not add up in an order, one sentence each; amounts in minor units. */
export function checkArithmetic(state: OrderState): string[] {
  const { lines, subtotalMinor, shippingMinor, totalMinor, capturedMinor } = state;
  const wrong: string[] = [];
  const equal = (what: string, is: number, should: number) => {
    if (is !== should) wrong.push(`${what} is ${is}, should be ${should}`);
  };
  equal('subtotal', subtotalMinor, sum(lines.map((line) => line.totalMinor)));
  for (const { sku, listMinor, quantity, discounts, ...line } of lines) {
    if (listMinor === undefined) continue;
    const off = sum((discounts ?? []).map(({ amountMinor }) => amountMinor));
    equal(`line ${sku}`, line.totalMinor, listMinor * quantity - off);
  }
  // Tax is within the total, or on top of it.
  const net = subtotalMinor + shippingMinor;
  if (totalMinor !== net) equal('total', totalMinor, net + state.taxMinor);
  if (capturedMinor > 0) equal('captured', capturedMinor, totalMinor);
  const back = requestedRefunds(state);
  if (back > capturedMinor) wrong.push(`${back} refunded of ${capturedMinor} captured`);
  if (state.status === 'cancelled') equal('refunds of a cancelled order', back, capturedMinor);
  if (completedRefunds(state) > back) wrong.push('more refunds completed than requested');
  return wrong;
}
