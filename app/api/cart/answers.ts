import type { CartError, CartView } from '#lib/cart/index.ts';
import { problem, type Result } from '#lib/platform/index.ts';
import { answer } from '../request.ts';
import { outOfTurn } from './line.ts';

/** A cart's refusal as problem+json. */
function refusal(error: CartError): Response {
  switch (error.kind) {
    case 'unknown_sku':
      return problem(404, 'unknown_sku', 'We do not sell this article');
    case 'not_sold_here':
      return problem(409, 'not_sold_here', 'We do not sell this article in your country');
    case 'not_in_cart':
      return problem(404, 'not_in_cart', 'This article is no longer in your cart');
    case 'waiting_room':
      return outOfTurn(error.market);
    case 'not_in_stock':
      return problem(
        409,
        'not_in_stock',
        error.onHand === 0 ? 'This is sold out' : `Only ${error.onHand} left`,
        undefined,
        { onHand: error.onHand },
      );
    case 'too_many_lines':
      return problem(409, 'cart_full', `A cart holds at most ${error.limit} different articles`, undefined, {
        limit: error.limit,
      });
    case 'too_many_units':
      return problem(409, 'too_many_units', `At most ${error.limit} of one article`, undefined, {
        limit: error.limit,
      });
    case 'coupon_refused':
      return problem(409, `coupon_${error.problem.reason}`, error.problem.message, undefined, {
        coupon: error.problem.code,
      });
    case 'cart_unavailable':
      return problem(
        503,
        'cart_unavailable',
        'The cart is resting for a moment',
        'Try again in a few seconds.',
      );
  }
}

/** The cart after a change, or why there was none. */
export function show(result: Result<CartView, CartError>, headers?: Record<string, string>): Response {
  return result.ok ? answer(result.value, 200, headers) : refusal(result.error);
}
