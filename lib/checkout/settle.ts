import { clearCart } from '#lib/cart/index.ts';
import { releaseReservation } from '#lib/inventory/index.ts';
import { loadOrder, OrderVersionConflict, placeOrderEvents } from '#lib/orders/index.ts';
import { gateway, type PaymentOutcome } from '#lib/payments/index.ts';
import { type Ctx, isUniqueViolation, logger, withTransaction } from '#lib/platform/index.ts';
import {
  type Attempt,
  type Checkout,
  findCheckout,
  markPlaced,
  recordOutcome,
  touchAttempt,
} from './checkout.repository.ts';
import { actionDeadlineMs, payingDeadlineMs } from './states.ts';
import type { CheckoutAnswer } from './types.ts';

const log = logger('checkout');
const askAgainMs = 2_000;

/** What a customer is told of a checkout that failed without the gateway's own words. */
export const unconfirmed = {
  code: 'payment_not_confirmed',
  message: 'The payment could not be confirmed. You were not charged; please try again.',
};

const later = (ctx: Ctx, ms: number) => new Date(ctx.now().getTime() + ms);

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
    return writeOrder(ctx, checkout, attempt, outcome.reference, outcome.amountMinor);
  }
  await noteOutcome(ctx, checkout, attempt, outcome);
  return null;
}

type Placed = Extract<CheckoutAnswer, { status: 'placed' }>;

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
        checkout: 'declined',
        failure: { code: outcome.code, message: outcome.message },
      });
    case 'ambiguous':
      // Money may have moved. Nothing is decided here: the reconciler asks the gateway from now on.
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
        failure: {
          code: 'payments_unavailable',
          message: 'Payments are not possible at the moment. You were not charged and your cart is kept.',
        },
      });
  }
}

/** The saga's last step: order, checkout and attempt in one transaction. Undo: a full refund. */
async function writeOrder(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  reference: string,
  amountMinor: number,
): Promise<Placed | null> {
  const { details } = checkout;
  if (amountMinor !== attempt.amountMinor || attempt.status === 'unwound') {
    await giveBack(ctx, checkout, attempt, reference, amountMinor);
    return null;
  }
  let placed: Placed | null = null;
  try {
    placed = await withTransaction(async (tx) => {
      if (!(await markPlaced(tx, ctx, checkout, attempt, reference))) return null;
      const {
        methods: _methods,
        shippingMethodId: _id,
        couponProblem: _none,
        taxKnown: _known,
        coupon,
        ...amounts
      } = {
        methods: null,
        ...details.quote,
      };
      const order = await placeOrderEvents(tx, ctx, {
        orderId: checkout.orderId,
        checkoutId: checkout.id,
        email: details.email,
        name: details.shippingAddress.name,
        shippingAddress: details.shippingAddress,
        shippingMethod: {
          id: details.shippingMethod.id,
          title: details.shippingMethod.title,
          promise: details.shippingMethod.promise,
        },
        ...amounts,
        ...(coupon ? { coupon: { code: coupon.code, name: coupon.name } } : {}),
        payment: { gateway: attempt.gateway, reference, amountMinor, currency: attempt.currency },
      });
      return { status: 'placed' as const, ...order };
    });
  } catch (error) {
    // The order exists: another process wrote it between our read and our write.
    if (!(error instanceof OrderVersionConflict) && !isUniqueViolation(error)) throw error;
  }
  if (placed) {
    await clearCart(ctx, { cartId: checkout.cartId });
    return placed;
  }
  const now = await findCheckout(checkout.id);
  const winner = now?.attempts.find(({ status }) => status === 'captured');
  // Placed by this very attempt: nothing to do. By another, or moved on without it: the money goes back.
  if (winner?.id === attempt.id) return null;
  if (now && (now.status === 'placed' || now.status === 'declined')) {
    await giveBack(ctx, now, attempt, reference, amountMinor);
  }
  return null;
}

async function giveBack(
  ctx: Ctx,
  checkout: Checkout,
  attempt: Attempt,
  reference: string,
  amountMinor: number,
): Promise<void> {
  const refund = await gateway(attempt.gateway).refund({
    reference,
    amountMinor,
    idempotencyKey: `${attempt.idempotencyKey}-unwind`,
    reason: 'checkout_not_completed',
  });
  if (!refund.ok && refund.error.kind === 'ambiguous') {
    log.warn(
      { checkout: checkout.id, reference },
      'a capture is to be given back; the reconciler tries again',
    );
    await recordOutcome(ctx, checkout, attempt, { attempt: 'abandoned', gatewayRef: reference });
    return;
  }
  if (!refund.ok)
    log.error({ checkout: checkout.id, reference, reason: refund.error.reason }, 'refund refused');
  await recordOutcome(ctx, checkout, attempt, {
    attempt: refund.ok ? 'unwound' : 'abandoned',
    gatewayRef: reference,
    errorCode: 'given_back',
  });
}

/**
 * Finishes what is open: asks the gateway what became of the last attempt, and applies it. The paying request may still
 * be alive: applying the same outcome twice is safe, and only "not found" has to wait until that request is surely gone.
 */
export async function settle(ctx: Ctx, id: string): Promise<Checkout | null> {
  const checkout = await findCheckout(id);
  if (!checkout || (checkout.status !== 'paying' && checkout.status !== 'requires_action')) return checkout;
  const attempt = checkout.attempts.at(-1);
  if (!attempt) return checkout;
  const due = checkout.deadlineAt.getTime() <= ctx.now().getTime();
  if (checkout.status === 'paying' && !due) return checkout;
  const found = await gateway(attempt.gateway).lookUp({
    reference: attempt.gatewayRef,
    idempotencyKey: attempt.idempotencyKey,
    createdAfter: attempt.createdAt,
  });
  if (found.kind === 'found') {
    const waiting = found.outcome.kind === 'requires_action';
    if (waiting && checkout.status === 'requires_action' && due) {
      await expire(ctx, checkout, attempt);
    } else if (!(waiting && checkout.status === 'requires_action')) {
      await applyOutcome(ctx, checkout, attempt, found.outcome);
    }
  } else if (found.kind === 'not_found') {
    const age = ctx.now().getTime() - attempt.createdAt.getTime();
    if (age > payingDeadlineMs) {
      await recordOutcome(ctx, checkout, attempt, {
        attempt: 'abandoned',
        checkout: 'declined',
        failure: unconfirmed,
      });
    }
  }
  const after = await findCheckout(id);
  if (after?.status === 'declined') await releaseReservation(id, after.details.quote.lines);
  return after;
}

/** The customer never came back from 3-D Secure: the payment is taken back at the gateway, then the checkout is free. */
async function expire(ctx: Ctx, checkout: Checkout, attempt: Attempt): Promise<void> {
  if (!attempt.gatewayRef) return;
  const voided = await gateway(attempt.gateway).void({
    reference: attempt.gatewayRef,
    idempotencyKey: `${attempt.idempotencyKey}-void`,
  });
  if (!voided.ok) return;
  await recordOutcome(ctx, checkout, attempt, {
    attempt: 'abandoned',
    errorCode: 'expired',
    checkout: 'declined',
    failure: {
      code: 'authentication_expired',
      message: 'The bank’s confirmation did not come in time. You were not charged; please try again.',
    },
  });
}

/** Looks an abandoned attempt up once more: a capture that came late is given back. */
export async function settleAbandoned(ctx: Ctx, checkout: Checkout): Promise<void> {
  for (const attempt of checkout.attempts.filter(({ status }) => status === 'abandoned')) {
    const found = await gateway(attempt.gateway).lookUp({
      reference: attempt.gatewayRef,
      idempotencyKey: attempt.idempotencyKey,
      createdAfter: attempt.createdAt,
    });
    const captured = found.kind === 'found' && found.outcome.kind === 'captured' ? found.outcome : null;
    if (captured) {
      await giveBack(ctx, checkout, attempt, captured.reference, captured.amountMinor);
    } else {
      await touchAttempt(ctx, attempt.id);
    }
  }
}

/** What the customer of a checkout is told. */
export async function answerOf(checkout: Checkout): Promise<CheckoutAnswer> {
  switch (checkout.status) {
    case 'placed': {
      const order = await loadOrder(checkout.orderId);
      if (!order) throw new Error(`Checkout ${checkout.id} is placed without an order`);
      return { status: 'placed', orderNumber: order.number, accessToken: order.accessToken };
    }
    case 'requires_action':
      return checkout.details.actionUrl
        ? { status: 'requires_action', actionUrl: checkout.details.actionUrl }
        : { status: 'processing' };
    case 'paying':
      return { status: 'processing' };
    case 'declined':
      return {
        status: 'failed',
        code: checkout.failureCode ?? unconfirmed.code,
        message: checkout.failureMessage ?? unconfirmed.message,
      };
  }
}
