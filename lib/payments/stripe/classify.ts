import Stripe from 'stripe';
import { methodOf, type PaymentMethod } from '../payment-method.ts';
import { isRefusedByBreaker } from '../resilience.ts';
import type { PaymentOutcome } from '../types.ts';
import { wasNeverSent } from './tries.ts';

function networkCode(error: Stripe.errors.StripeConnectionError): string {
  const detail = error.detail as { code?: string } | string | undefined;
  return typeof detail === 'object' ? (detail.code ?? '') : '';
}

/** Whether an error is the gateway's own trouble, which the breaker counts; a declined card is not. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeConnectionError ||
    error instanceof Stripe.errors.StripeAPIError ||
    error instanceof Stripe.errors.StripeRateLimitError
  );
}

/** What was paid with; only an id where it was not asked to be expanded. */
export function stripeMethod(method: Stripe.PaymentMethod | string | null | undefined): PaymentMethod {
  if (!method || typeof method === 'string') return 'unknown';
  const { type, card } = method;
  return methodOf({ type, brand: card?.brand, wallet: card?.wallet?.type });
}

/** What an error of a payment call means for the money. See https://docs.stripe.com/error-handling. */
export function classify(error: unknown): PaymentOutcome {
  if (isRefusedByBreaker(error)) return { kind: 'unavailable', reason: 'circuit_open' };
  if (error instanceof Stripe.errors.StripeCardError) {
    return {
      kind: 'declined',
      code: error.decline_code ?? error.code ?? 'card_declined',
      message: error.message,
      reference: error.payment_intent?.id ?? null,
      method: stripeMethod(error.payment_method ?? error.payment_intent?.last_payment_error?.payment_method),
    };
  }
  if (error instanceof Stripe.errors.StripeConnectionError) {
    const code = networkCode(error);
    return wasNeverSent(code)
      ? { kind: 'unavailable', reason: code }
      : { kind: 'ambiguous', reason: code || 'network' };
  }
  // A key used by a request that is still running: that one decides.
  if (error instanceof Stripe.errors.StripeIdempotencyError)
    return { kind: 'ambiguous', reason: 'idempotency' };
  if (error instanceof Stripe.errors.StripeAPIError)
    return { kind: 'ambiguous', reason: `status ${error.statusCode}` };
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return { kind: 'unavailable', reason: 'rate_limit' };
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    if (error.statusCode === 409) return { kind: 'ambiguous', reason: 'in_progress' };
    const code = error.code ?? 'invalid_request';
    const message =
      code === 'amount_too_small'
        ? 'This amount is less than can be paid online. You were not charged.'
        : 'The card could not be used. Please enter it again or take another one.';
    return { kind: 'declined', code, message, reference: null };
  }
  if (error instanceof Stripe.errors.StripeError) return { kind: 'unavailable', reason: error.type };
  throw error;
}
