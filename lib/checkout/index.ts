import { countUnsettled } from './checkout.repository.ts';

export type { CheckoutError } from './errors.ts';
export { getCheckout } from './get-checkout.ts';
export {
  type AttemptCounts,
  attemptTotals,
  checkoutTotals,
  countWaitingWebhooks,
  type TroubledAttempt,
} from './payment-overview.repository.ts';
export { type GatewayOverview, paymentOverview, successRate } from './payment-overview.ts';
export {
  beliefsAt,
  type GatewayBelief,
  type PaymentStory,
  paymentStory,
} from './payment-story.ts';
export { placeOrder } from './place-order.ts';
export { processWebhook, sweepWebhooks } from './process-webhook.ts';
export { quote } from './quote.ts';
export { receiveWebhook, webhookQueue } from './receive-webhook.ts';
export { reconcileCheckouts } from './reconcile-checkouts.ts';
export { placeOrderSchema, quoteSchema } from './schemas.ts';
export type { CheckoutAnswer, CheckoutLine, CheckoutNews, PlaceOrderInput, Quote } from './types.ts';
export { countUnsettled as countUnsettledCheckouts };
