import type { Quote } from './types.ts';

/** Why no order came of it. Nothing stays charged in any of these cases. */
export type CheckoutError =
  | { kind: 'cart_empty' }
  /** `held`: the units are there, but other customers are paying for them just now. */
  | { kind: 'lines_unavailable'; lines: { sku: string; title: string; onHand: number; held?: boolean }[] }
  | { kind: 'shipping_not_offered' }
  | { kind: 'price_changed'; quote: Quote }
  | { kind: 'too_expensive' }
  /** Nothing is left to pay, or less than a gateway takes: there would be an order without a payment. */
  | { kind: 'amount_too_small' }
  /** Another checkout has this cart. `minutes`: how long its bank may take yet; 0 when it is a matter of seconds. */
  | { kind: 'cart_in_payment'; checkoutId: string; minutes: number }
  | { kind: 'declined'; code: string; message: string }
  /** The card has to be entered again: another gateway takes the payment. */
  | { kind: 'gateway_changed'; message: string }
  | { kind: 'payments_unavailable' }
  | { kind: 'idempotency_conflict' }
  | { kind: 'cart_unavailable' };
