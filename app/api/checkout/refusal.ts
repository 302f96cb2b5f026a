import type { CheckoutError } from '#lib/checkout/index.ts';
import { problem } from '#lib/platform/index.ts';

/** A checkout's refusal as problem+json. In every one of them nothing stays charged. */
export function refusal(error: CheckoutError): Response {
  switch (error.kind) {
    case 'cart_empty':
      return problem(409, 'cart_empty', 'Your cart is empty');
    case 'lines_unavailable':
      return problem(
        409,
        'lines_unavailable',
        'Some articles are no longer available in this quantity',
        error.lines
          .map(({ title, onHand, held }) => {
            if (onHand > 0) return `${title}: ${onHand} left`;
            // Somebody else's payment may yet fail; until then nothing is left to buy.
            return held ? `${title}: the last ones are being paid for right now` : `${title}: sold out`;
          })
          .join('; '),
        { lines: error.lines },
      );
    case 'shipping_not_offered':
      return problem(422, 'shipping_not_offered', 'We do not ship this way to that country');
    case 'price_changed':
      return problem(
        409,
        'price_changed',
        'A price has changed',
        error.quote.couponProblem?.message ?? 'Please look at the new total and confirm it.',
        {
          quote: error.quote,
        },
      );
    case 'too_expensive':
      return problem(409, 'too_expensive', 'This cart is above what can be paid online; please call us');
    case 'amount_too_small':
      return problem(
        409,
        'amount_too_small',
        'This amount cannot be paid online',
        'It is nothing, or less than our payment provider takes. You were not charged. Take the coupon out, choose another delivery, or write to us.',
      );
    case 'cart_in_payment':
      return problem(
        409,
        'cart_in_payment',
        'This cart is being paid for elsewhere',
        error.minutes > 0
          ? `In another tab or window a bank still waits for a confirmation. Finish the payment there or cancel it; in ${error.minutes} min at most it ends by itself.`
          : 'In another tab or window. You were not charged here; try again in a moment.',
        { checkoutId: error.checkoutId, minutes: error.minutes },
      );
    case 'declined':
      return problem(402, error.code, 'The payment was not accepted', error.message);
    case 'gateway_changed':
      return problem(409, 'gateway_changed', 'Please enter your card once more', error.message);
    case 'payments_unavailable':
      return problem(
        503,
        'payments_unavailable',
        'Payments are not possible at the moment',
        'You were not charged and your cart is kept. Try again in a few minutes.',
      );
    case 'idempotency_conflict':
      return problem(409, 'idempotency_conflict', 'This checkout was already sent with other contents');
    case 'cart_unavailable':
      return problem(
        503,
        'cart_unavailable',
        'The cart is resting for a moment',
        'Nothing was charged. Try again soon.',
      );
  }
}
