import { createHash } from 'node:crypto';
import { releaseReservation, reserveStock } from '#lib/inventory/index.ts';
import { primaryGateway } from '#lib/payments/index.ts';
import { type Ctx, env, err, ok, type Result } from '#lib/platform/index.ts';
import { type Checkout, CouponRefused, claimCheckout, findCheckout } from './checkout.repository.ts';
import type { CheckoutError } from './errors.ts';
import { quote } from './quote.ts';
import { answerOf, applyOutcome, settle } from './settle.ts';
import { lookAfterMs } from './states.ts';
import type { CheckoutAnswer, PlaceOrderInput } from './types.ts';

type Outcome = Result<CheckoutAnswer, CheckoutError>;

/** What a checkout's id stands for: all of the request but the card, which may be another after a decline. */
export function requestHash({ paymentToken: _card, cartId: _cart, ...request }: PlaceOrderInput): string {
  const { shippingAddress, ...rest } = request;
  const canonical = JSON.stringify([Object.entries(rest).sort(), Object.entries(shippingAddress).sort()]);
  return createHash('sha256').update(canonical).digest('hex');
}

/**
 * The checkout saga. Steps, with what undoes each and where a crash after it is picked up:
 *
 * 1. validate the cart: reads only. Nothing to undo.
 *    Then hold the units while paying; a hold ends by itself, and is let go of when the payment is refused.
 * 2. claim the checkout, its coupon's use, and store the attempt, one transaction. Undo: `declined`, use given back. Picked up by `settle`, which asks the
 *    gateway by the checkout's id.
 * 3. pay, with the attempt's idempotency key. Undo: refund. Picked up by `settle`.
 * 4. write the order, one transaction with checkout and attempt. Undo: none needed, it is whole or absent.
 * 5. empty the cart. Best effort: a cart left full costs nobody money.
 *
 * Idempotent by `checkoutId`: the same request again gets the stored answer, one with another body a conflict.
 * Expected refusals are returned; an outage of the database throws.
 */
export async function placeOrder(ctx: Ctx, input: PlaceOrderInput): Promise<Outcome> {
  const hash = requestHash(input);
  const before = await findCheckout(input.checkoutId);
  if (before && before.status !== 'declined') return answerAgain(ctx, before, hash);

  // 1. validate
  const wanted = {
    cartId: input.cartId,
    market: input.market,
    country: input.shippingAddress.country,
    region: input.shippingAddress.region,
    postcode: input.shippingAddress.postcode,
    shippingMethodId: input.shippingMethodId,
    email: input.email,
  };
  const priced = await quote(ctx, wanted);
  if (!priced.ok) return priced;
  const { methods, ...amounts } = priced.value;
  const shippingMethod = methods.find(({ id }) => id === amounts.shippingMethodId);
  if (!shippingMethod || input.cartId === null) return err({ kind: 'shipping_not_offered' });
  const changed =
    amounts.shippingMethodId !== input.shippingMethodId || amounts.totalMinor !== input.expectedTotalMinor;
  if (changed) return err({ kind: 'price_changed', quote: priced.value });

  const held = await reserveStock(ctx, { holder: input.checkoutId, lines: amounts.lines });
  if (!held.ok) {
    const titles = new Map(amounts.lines.map(({ sku, title }) => [sku, title]));
    const lines = held.error.lines.map(({ sku, available }) => ({
      sku,
      title: titles.get(sku) ?? sku,
      onHand: available,
      held: true,
    }));
    return err({ kind: 'lines_unavailable', lines });
  }

  // 2. claim
  const gateway = primaryGateway();
  const claim = {
    checkoutId: input.checkoutId,
    cartId: input.cartId,
    requestHash: hash,
    details: {
      email: input.email,
      shippingAddress: input.shippingAddress,
      shippingMethod,
      quote: amounts,
      actionUrl: null,
    },
    gateway: gateway.name,
    paymentToken: input.paymentToken,
    deadlineAt: new Date(ctx.now().getTime() + lookAfterMs),
  };
  const checkout = await claimCheckout(ctx, claim, before).catch((error: unknown) => {
    if (error instanceof CouponRefused) return error;
    throw error;
  });
  if (checkout instanceof CouponRefused) {
    // Somebody took the coupon's last use since step 1: the customer confirms the total without it.
    const now = await quote(ctx, wanted);
    return now.ok ? err({ kind: 'price_changed', quote: now.value }) : now;
  }
  if (!checkout) {
    const other = await findCheckout(input.checkoutId);
    return other ? answerAgain(ctx, other, hash) : ok({ status: 'processing' });
  }
  const attempt = checkout.attempts.at(-1);
  if (!attempt) throw new Error(`Checkout ${checkout.id} was claimed without an attempt`);

  // 3. pay
  const outcome = await gateway.authoriseAndCapture({
    idempotencyKey: attempt.idempotencyKey,
    checkoutId: checkout.id,
    amountMinor: attempt.amountMinor,
    currency: attempt.currency,
    paymentToken: input.paymentToken,
    returnUrl: `${env.SHOP_URL}/checkout/return?checkout=${checkout.id}`,
    email: input.email,
  });

  // 4. write the order, 5. empty the cart; or note what became of it
  const placed = await applyOutcome(ctx, checkout, attempt, outcome);
  if (placed) return ok(placed);
  const after = await findCheckout(checkout.id);
  if (after?.status === 'declined') await releaseReservation(checkout.id, amounts.lines);
  return toOutcome(after ?? checkout);
}

/** A checkout that this request did not pay for: the stored answer, if the request is the same. */
async function answerAgain(ctx: Ctx, checkout: Checkout, hash: string): Promise<Outcome> {
  if (checkout.requestHash !== hash) return err({ kind: 'idempotency_conflict' });
  return toOutcome((await settle(ctx, checkout.id)) ?? checkout);
}

async function toOutcome(checkout: Checkout): Promise<Outcome> {
  const answer = await answerOf(checkout);
  if (answer.status !== 'failed') return ok(answer);
  if (answer.code === 'payments_unavailable') return err({ kind: 'payments_unavailable' });
  return err({ kind: 'declined', code: answer.code, message: answer.message });
}
