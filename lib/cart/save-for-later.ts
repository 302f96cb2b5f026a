import type { Market } from '#lib/markets/index.ts';
import { type Ctx, err, type Result } from '#lib/platform/index.ts';
import { deleteSaved, readLines, readSaved, saveLine } from './cart.repository.ts';
import { addToCart } from './change-cart.ts';
import type { CartError } from './errors.ts';
import { maxLines } from './schemas.ts';
import type { CartView, MayFill } from './types.ts';
import { viewCart, withSessions } from './view-cart.ts';

type Line = { cartId: string; sku: string; market?: Market | undefined };
type Changed = Promise<Result<CartView, CartError>>;

/** Lays a line of the cart aside, with its quantity; one that is not there is no error. */
export async function saveForLater(ctx: Ctx, { cartId, sku, market }: Line): Changed {
  const moved = await withSessions(async () => {
    const [lines, saved] = await Promise.all([readLines(cartId), readSaved(cartId)]);
    const quantity = lines.get(sku);
    if (quantity === undefined) return true;
    if (!saved.has(sku) && saved.size >= maxLines) return false;
    await saveLine(cartId, sku, quantity);
    return true;
  });
  if (!moved.ok) return moved;
  return moved.value ? viewCart(ctx, { cartId, market }) : err({ kind: 'too_many_lines', limit: maxLines });
}

/** Puts what was laid aside back into the cart. It stays aside when there are not enough, it is not sold here, or others are first. */
export async function moveToCart(
  ctx: Ctx,
  { cartId, sku, market, mayFill }: Line & { mayFill: MayFill },
): Changed {
  const saved = await withSessions(() => readSaved(cartId));
  if (!saved.ok) return saved;
  const quantity = saved.value.get(sku);
  if (quantity === undefined) return viewCart(ctx, { cartId, market });
  const added = await addToCart(ctx, { cartId, sku, quantity, market, mayFill });
  return added.ok ? removeSaved(ctx, { cartId, sku, market }) : added;
}

/** Takes an article off the list of what is saved for later. @returns the cart as it is then. */
export async function removeSaved(ctx: Ctx, { cartId, sku, market }: Line): Changed {
  const removed = await withSessions(() => deleteSaved(cartId, sku));
  return removed.ok ? viewCart(ctx, { cartId, market }) : removed;
}
