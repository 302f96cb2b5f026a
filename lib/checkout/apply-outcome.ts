import { clearCart } from '#lib/cart/index.ts';
import { OrderVersionConflict, placeOrderEvents } from '#lib/orders/index.ts';
import { backupFor, type PaymentOutcome } from '#lib/payments/index.ts';
import { type Ctx, env, isUniqueViolation, withTransaction } from '#lib/platform/index.ts';
import { changed, unavailable } from './answer.ts';
import {
  type Attempt,
  type Checkout,
  findCheckout,
  markPlaced,
  recordOutcome,
} from './checkout.repository.ts';
import { killPoint } from './kill-points.ts';
import { actionDeadlineMs, isOpen } from './states.ts';
import type { CheckoutAnswer } from './types.ts';
import { withdrawAttempt } from './withdraw-attempt.ts';

const askAgainMs = 2_000;
const later = (ctx: Ctx, ms: number) => new Date(ctx.now().getTime() + ms);

export type Placed = Extract<CheckoutAnswer, { status: 'placed' }>;

/**
 * Applies what the gateway says of an attempt. The only place where a checkout's money becomes an order, is noted as
 * refused, or is given back. Safe to call twice and by two processes at once.
 * @returns the placed order when this call wrote it; else null, and the checkout's row says where it stands.
 */
export async function applyOutcome(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  outcome: PaymentOutcome,
): Promise<Placed | null> {
  if (outcome.kind === 'captured') {
    return recordSale(ctx, checkout, attempt, outcome);
  }
  await noteOutcome(ctx, checkout, attempt, outcome);
  return null;
}

function noteOutcome(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  outcome: Exclude<PaymentOutcome, { kind: 'captured' }>,
): Promise<void> {
  switch (outcome.kind) {
    case 'requires_action':
      return recordOutcome(ctx, checkout, attempt, {
        attempt: 'requires_action',
        gatewayRef: outcome.reference,
        checkout: 'requires_action',
        actionUrl: outcome.actionUrl,
        ...(checkout.status === 'requires_action' ? {} : { deadlineAt: later(ctx, actionDeadlineMs) }),
      });
    case 'processing':
      return recordOutcome(ctx, checkout, attempt, {
        attempt: 'started',
        gatewayRef: outcome.reference,
        checkout: 'paying',
        deadlineAt: later(ctx, askAgainMs),
      });
    case 'declined':
      return recordOutcome(ctx, checkout, attempt, {
        attempt: 'declined',
        gatewayRef: outcome.reference,
        errorCode: outcome.code,
        method: outcome.method,
        checkout: 'declined',
        failure: { code: outcome.code, message: outcome.message },
      });
    case 'ambiguous':
      // Money may have moved. Nothing is decided here: `settle` asks the gateway from now on.
      return recordOutcome(ctx, checkout, attempt, {
        attempt: 'started',
        errorCode: 'ambiguous',
        deadlineAt: later(ctx, askAgainMs),
      });
    case 'unavailable':
      return recordOutcome(ctx, checkout, attempt, {
        attempt: 'declined',
        errorCode: 'unavailable',
        checkout: 'declined',
        failure: env.PAYMENT_FAILOVER !== 'never' && backupFor(attempt.gateway) ? changed : unavailable,
      });
  }
}

/** Order, checkout and attempt in one transaction, then the cart. Undo: the money goes back. */
async function recordSale(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  { reference, amountMinor, method }: Extract<PaymentOutcome, { kind: 'captured' }>,
): Promise<Placed | null> {
  if (amountMinor !== attempt.amountMinor || attempt.status === 'unwound') {
    await withdrawAttempt(ctx, checkout, { ...attempt, gatewayRef: reference });
    return null;
  }
  let placed: Placed | null = null;
  try {
    placed = await withTransaction(async (tx) => {
      if (!(await markPlaced(tx, ctx, checkout, attempt, { reference, method }))) return null;
      const payment = { gateway: attempt.gateway, reference, amountMinor, currency: attempt.currency };
      const order = await placeOrderEvents(tx, ctx, { ...orderOf(checkout), payment });
      await killPoint('record:order-written');
      return { status: 'placed' as const, ...order };
    });
  } catch (error) {
    // The order exists: another process was there between our read and our write.
    if (!(error instanceof OrderVersionConflict) && !isUniqueViolation(error)) throw error;
  }
  if (placed) {
    await killPoint('record:committed');
    await clearCart(ctx, { cartId: checkout.cartId });
    await killPoint('record:cart-emptied');
    return placed;
  }
  const now = await findCheckout(checkout.id);
  const own = now?.attempts.find(({ id }) => id === attempt.id);
  if (!now || !own) return null;
  // Placed by this very attempt: nothing to do. By another, or moved on without it: the money goes back.
  const left = now.status === 'placed' || now.status === 'declined' || !isOpen(own.status);
  if (left && own.status !== 'captured') await withdrawAttempt(ctx, now, { ...own, gatewayRef: reference });
  return null;
}

/** What the order's first event says, from what the checkout's row remembers. */
function orderOf(checkout: Checkout) {
  const { details } = checkout;
  const { shippingMethodId: _id, couponProblem: _none, taxKnown: _known, coupon, ...amounts } = details.quote;
  const { id, title, promise } = details.shippingMethod;
  return {
    orderId: checkout.orderId,
    checkoutId: checkout.id,
    email: details.email,
    name: details.shippingAddress.name,
    shippingAddress: details.shippingAddress,
    shippingMethod: { id, title, promise },
    ...amounts,
    ...(coupon ? { coupon: { code: coupon.code, name: coupon.name } } : {}),
    ...(checkout.traffic === 'shopper' ? {} : { traffic: checkout.traffic }),
  };
}
