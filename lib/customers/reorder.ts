import { addToCart, type CartError, type MayFill } from '#lib/cart/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { type Ctx, err, ok, type Result } from '#lib/platform/index.ts';
import { customerOrders } from './account.ts';
import type { CustomerError } from './errors.ts';
import type { Customer } from './types.ts';

export type Reordered = {
  added: number;
  /** Titles of what could not be had any more, or not in that quantity. */
  missing: string[];
};

/**
 * Puts what an order of the customer's had into the cart, at today's prices, as far as it is sold in the market. None of it
 * when others are first in line for one of its articles.
 */
export async function reorder(
  ctx: Ctx,
  {
    customer,
    orderNumber,
    cartId,
    market,
    mayFill,
  }: { customer: Customer; orderNumber: number; cartId: string; market: Market; mayFill: MayFill },
): Promise<
  Result<Reordered, CustomerError | Extract<CartError, { kind: 'cart_unavailable' | 'waiting_room' }>>
> {
  const order = (await customerOrders(customer)).find(({ number }) => number === orderNumber);
  if (!order) return err({ kind: 'not_found' });
  for (const { sku } of order.lines) {
    if (!(await mayFill(sku))) return err({ kind: 'waiting_room', market });
  }
  const asked: MayFill = () => Promise.resolve(true);
  const missing: string[] = [];
  for (const { sku, title, quantity } of order.lines) {
    const added = await addToCart(ctx, { cartId, sku, quantity, market, mayFill: asked });
    if (added.ok) continue;
    if (added.error.kind === 'cart_unavailable') return err(added.error);
    missing.push(title);
  }
  return ok({ added: order.lines.length - missing.length, missing });
}
