import { defaultMarket, type Market } from '#lib/markets/index.ts';
import { type Ctx, err, ok, type Result } from '#lib/platform/index.ts';
import { deleteCart, deleteLine, readCart, writeLine } from './cart.repository.ts';
import type { CartError } from './errors.ts';
import { maxLines, maxQuantity } from './schemas.ts';
import type { CartView, MayFill } from './types.ts';
import { priced, variantsOf, viewCart, withSessions } from './view-cart.ts';

type Line = { cartId: string; sku: string; market?: Market | undefined };
/** Whatever puts more into a cart has to say who asks whether it is this visitor's turn. */
type More = Line & { quantity: number; mayFill: MayFill };
type Changed = Promise<Result<CartView, CartError>>;

/** Puts units into the cart, on top of those in it. Fails when that is more than there are. */
export async function addToCart(ctx: Ctx, { quantity, ...line }: More): Changed {
  return put(ctx, line, (before = 0) => before + quantity);
}

/** Sets a line's quantity. Fails when that is more than there are, and when there is no such line any more. */
export async function setQuantity(ctx: Ctx, { quantity, ...line }: More): Changed {
  return put(ctx, line, (before) => (before === undefined ? null : quantity));
}

async function put(
  ctx: Ctx,
  { cartId, sku, market, mayFill }: Omit<More, 'quantity'>,
  next: (before: number | undefined) => number | null,
): Changed {
  const read = await withSessions(() => readCart(cartId));
  if (!read.ok) return read;
  const stored = read.value;
  const before = stored.lines.get(sku);
  const quantity = next(before);
  if (quantity === null) return err({ kind: 'not_in_cart', sku });
  if (quantity > (before ?? 0) && !(await mayFill(sku))) {
    return err({ kind: 'waiting_room', market: market ?? defaultMarket });
  }
  const variants = await variantsOf(ctx, stored, market, [sku]);
  const variant = variants.get(sku);
  if (!variant?.active) return err({ kind: 'unknown_sku', sku });
  if (!variant.sold) return err({ kind: 'not_sold_here', sku });
  if (quantity > maxQuantity) return err({ kind: 'too_many_units', limit: maxQuantity });
  if (quantity > variant.onHand) return err({ kind: 'not_in_stock', sku, onHand: variant.onHand });
  if (before === undefined && stored.lines.size >= maxLines) {
    return err({ kind: 'too_many_lines', limit: maxLines });
  }
  const written = await withSessions(() => writeLine(cartId, sku, quantity));
  if (!written.ok) return written;
  stored.lines.set(sku, quantity);
  return ok(await priced(ctx, { cartId, market, stored, variants }));
}

/** Takes a line out; one that is not there is no error. */
export async function removeLine(ctx: Ctx, { cartId, sku, market }: Line): Changed {
  const removed = await withSessions(() => deleteLine(cartId, sku));
  return removed.ok ? viewCart(ctx, { cartId, market }) : removed;
}

/** Empties a cart that became an order; with `content`, only if nothing was put into it since. */
export async function clearCart(
  _ctx: Ctx,
  { cartId, content }: { cartId: string; content?: string },
): Promise<Result<void, CartError>> {
  const cleared = await withSessions(() => deleteCart(cartId, content));
  return cleared.ok ? ok(undefined) : cleared;
}
