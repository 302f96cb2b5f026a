import { marketOf, pathIn } from '#lib/markets/index.ts';
import type { PaymentRequest } from '#lib/payments/index.ts';
import { type Ctx, env } from '#lib/platform/index.ts';
import { type Attempt, type Checkout, storeReference } from './checkout.repository.ts';

/** An attempt's request, made of what was stored before it was sent: the same whoever sends it, and however often. */
export function paymentOf(ctx: Ctx, checkout: Checkout, attempt: Attempt): PaymentRequest {
  return {
    idempotencyKey: attempt.idempotencyKey,
    checkoutId: checkout.id,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    paymentToken: attempt.paymentToken,
    returnUrl: `${env.SHOP_URL}${pathIn(marketOf(checkout.details.quote.market), '/checkout/return')}?checkout=${checkout.id}`,
    email: checkout.details.email,
    onAuthorised: (reference) => storeReference(ctx, attempt.id, reference),
  };
}
