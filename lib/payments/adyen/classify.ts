import { isRefusedByBreaker } from '../resilience.ts';
import type { PaymentOutcome, RefundError } from '../types.ts';
import { AdyenCallError } from './client.ts';

/** Whether an error is the gateway's own trouble, which the breaker counts; a refused card is not. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof AdyenCallError && (error.status === 0 || error.status >= 500 || error.status === 429)
  );
}

/** For what is no card at all, or not one the gateway can read. */
export const unusableCard: Extract<PaymentOutcome, { kind: 'declined' }> = {
  kind: 'declined',
  code: 'invalid_request',
  message: 'The card could not be used. Please enter it again or take another one.',
  reference: null,
};

/** What an error of a payment call means for the money. @throws what is no answer of the gateway. */
export function classify(error: unknown): Exclude<PaymentOutcome, { kind: 'captured' }> {
  if (isRefusedByBreaker(error)) return { kind: 'unavailable', reason: 'circuit_open' };
  if (!(error instanceof AdyenCallError)) throw error;
  if (error.inDoubt) return { kind: 'ambiguous', reason: error.code };
  if (error.status === 400 || error.status === 422) return unusableCard;
  return { kind: 'unavailable', reason: error.code };
}

/** A refusal is final; everything else leaves open whether the money went back. */
export function refundError(error: unknown): RefundError {
  const meaning = classify(error);
  if (meaning.kind === 'declined' && error instanceof AdyenCallError) {
    return { kind: 'refused', reason: error.message || error.code };
  }
  return { kind: 'ambiguous', reason: 'reason' in meaning ? meaning.reason : meaning.kind };
}

/** Adyen's refusal codes in the words the checkout knows. https://docs.adyen.com/development-resources/refusal-reasons */
const refusals: Record<string, string> = {
  '2': 'generic_decline',
  '5': 'lost_card',
  '6': 'expired_card',
  '8': 'incorrect_number',
  '11': 'authentication_failed',
  '12': 'insufficient_funds',
  '20': 'fraudulent',
  '22': 'fraudulent',
  '24': 'incorrect_cvc',
  '4': 'processing_error',
};
const words: Record<string, string> = {
  expired_card: 'Your card has expired.',
  incorrect_number: 'Your card number is incorrect.',
  authentication_failed: 'The bank did not confirm this payment.',
  insufficient_funds: 'Your card has insufficient funds.',
  incorrect_cvc: "Your card's security code is incorrect.",
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
};

/** A refusal. What exactly the issuer said about a lost or stolen card is not for the customer. */
export function refusal(
  refusalCode: string | undefined,
  reference: string | null,
): Extract<PaymentOutcome, { kind: 'declined' }> {
  const code = refusals[refusalCode ?? ''] ?? 'generic_decline';
  return { kind: 'declined', code, message: words[code] ?? 'Your card was declined.', reference };
}
