import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { classify, isOutage } from './classify.ts';

const { errors } = Stripe;
const connection = (code: string) =>
  new errors.StripeConnectionError({ message: 'no', detail: { code } as never });

test.each([
  ['refused connection', connection('ECONNREFUSED'), 'unavailable'],
  ['unknown host', connection('ENOTFOUND'), 'unavailable'],
  ['reset', connection('ECONNRESET'), 'ambiguous'],
  ['time-out', connection('ETIMEDOUT'), 'ambiguous'],
  ['broken off without a code', new errors.StripeConnectionError({ message: 'no' }), 'ambiguous'],
  ['status 500', new errors.StripeAPIError({ message: 'no', statusCode: 500 }), 'ambiguous'],
  ['rate limit', new errors.StripeRateLimitError({ message: 'no', statusCode: 429 }), 'unavailable'],
  ['key in use', new errors.StripeInvalidRequestError({ message: 'no', statusCode: 409 }), 'ambiguous'],
  ['key with another body', new errors.StripeIdempotencyError({ message: 'no' }), 'ambiguous'],
  ['wrong secret key', new errors.StripeAuthenticationError({ message: 'no' }), 'unavailable'],
  ['no permission', new errors.StripePermissionError({ message: 'no' }), 'unavailable'],
  ['spent token', new errors.StripeInvalidRequestError({ message: 'no', statusCode: 400 }), 'declined'],
])('%s is %s', (_, error, kind) => {
  expect(classify(error).kind).toBe(kind);
});

test("a refused card tells the bank's reason and which payment it was", () => {
  const error = new errors.StripeCardError({
    message: 'Your card has insufficient funds.',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    payment_intent: { id: 'pi_1' } as Stripe.PaymentIntent,
    payment_method: { type: 'card', card: { brand: 'visa', wallet: { type: 'apple_pay' } } },
  } as never);
  expect(classify(error)).toEqual({
    kind: 'declined',
    code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    reference: 'pi_1',
    method: 'apple_pay',
  });
  expect(isOutage(error)).toBe(false);
});

test('a bug is no answer of the gateway', () => {
  expect(() => classify(new TypeError('bug'))).toThrow(TypeError);
});
