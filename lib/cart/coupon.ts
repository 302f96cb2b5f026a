import type { Market } from '#lib/markets/index.ts';
import { type Ctx, err, type Result } from '#lib/platform/index.ts';
import { findCoupon } from '#lib/promotions/index.ts';
import { deleteCoupon, writeCoupon } from './cart.repository.ts';
import type { CartError } from './errors.ts';
import type { CartView } from './types.ts';
import { viewCart, withSessions } from './view-cart.ts';

type Cart = { cartId: string; market?: Market | undefined };
type Changed = Promise<Result<CartView, CartError>>;

/** Puts a coupon into the cart in place of the one there. One that does nothing for this cart is refused, with why. */
export async function setCoupon(ctx: Ctx, { cartId, code, market }: Cart & { code: string }): Changed {
  const found = await findCoupon(ctx, { code, productIds: [], currency: market?.currency });
  if (!found.ok) return err({ kind: 'coupon_refused', problem: found.error });
  const before = await viewCart(ctx, { cartId, market });
  if (!before.ok) return before;
  const written = await withSessions(() => writeCoupon(cartId, found.value.coupon.code));
  if (!written.ok) return written;
  const after = await viewCart(ctx, { cartId, market });
  if (!after.ok || !after.value.couponProblem || after.value.lines.length === 0) return after;
  // Back to what it was: a refused code takes the place of none.
  const former = before.value.coupon?.code ?? before.value.couponProblem?.code;
  const undone = await withSessions(() => (former ? writeCoupon(cartId, former) : deleteCoupon(cartId)));
  return undone.ok ? err({ kind: 'coupon_refused', problem: after.value.couponProblem }) : undone;
}

/** Takes the coupon out; none there is no error. */
export async function removeCoupon(ctx: Ctx, { cartId, market }: Cart): Changed {
  const removed = await withSessions(() => deleteCoupon(cartId));
  return removed.ok ? viewCart(ctx, { cartId, market }) : removed;
}
