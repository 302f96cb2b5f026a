import { createHash } from 'node:crypto';
import { clearCart } from '#lib/cart/index.ts';
import { releaseReservation, reserveStock } from '#lib/inventory/index.ts';
import { backupFor, gateway, gateways, type PaymentOutcome, primaryGateway } from '#lib/payments/index.ts';
import { type Ctx, env, err, ok, type Result, traceparent } from '#lib/platform/index.ts';
import { answerOf, changed } from './answer.ts';
import { applyOutcome } from './apply-outcome.ts';
import {
  type Attempt,
  type Checkout,
  CouponRefused,
  checkoutOfCart,
  claimCheckout,
  findCheckout,
  freeCart,
} from './checkout.repository.ts';
import type { CheckoutError } from './errors.ts';
import { type KillPoint, killPoint } from './kill-points.ts';
import { paymentOf } from './payment-request.ts';
import { quote } from './quote.ts';
import { settle } from './settle.ts';
import { isUnsettled, lookAfterMs } from './states.ts';
import type { CheckoutAnswer, CheckoutDetails, PlaceOrderInput } from './types.ts';

type Outcome = Result<CheckoutAnswer, CheckoutError>;

/** What a checkout's id stands for: all of the request but the card, which may be another after a decline. */
export function requestHash(input: PlaceOrderInput): string {
  const {
    paymentToken: _card,
    gateway: _gateway,
    cartId: _cart,
    traffic: _whose,
    shippingAddress,
    ...rest
  } = input;
  const canonical = JSON.stringify([Object.entries(rest).sort(), Object.entries(shippingAddress).sort()]);
  return createHash('sha256').update(canonical).digest('hex');
}

/** What the steps hand on to each other. */
type Saga = {
  input: PlaceOrderInput;
  hash: string;
  gateway: string;
  before: Checkout | null;
  details: CheckoutDetails | null;
  /** Names what was in the cart when it was priced. */
  content: string | null;
  checkout: Checkout | null;
  attempt: Attempt | null;
  paid: PaymentOutcome | null;
};

type Step = {
  /** The point at which a test kills the process before the step. */
  name: KillPoint;
  /** What takes the step back when the sale comes to nothing. */
  undo: string;
  /** Who goes on when the process dies after the step. */
  pickedUpBy: string;
  /** @returns the answer when the saga ends here. */
  run: (ctx: Ctx, saga: Saga) => Promise<Outcome | null>;
};

/** The checkout saga, in order. To add a step: here, with its kill points, its undo and its recovery. */
export const steps: readonly Step[] = [
  { name: 'validate', undo: 'reads only', pickedUpBy: 'the customer, who asks again', run: validate },
  {
    name: 'reserve',
    undo: 'the units are let go of when the payment is refused (releaseReservation)',
    pickedUpBy: 'time: a hold ends by itself',
    run: reserve,
  },
  {
    name: 'claim',
    undo: '`declined`; the use of a coupon is given back (recordOutcome)',
    pickedUpBy: '`settle`, which asks the gateway by the attempt’s key',
    run: claim,
  },
  {
    name: 'pay',
    undo: 'void or full refund (withdrawAttempt)',
    pickedUpBy: '`settle`, which finds the payment and goes on with the next step',
    run: pay,
  },
  {
    name: 'record',
    undo: 'none: order, checkout and attempt are one transaction; a cart left full costs nobody money',
    pickedUpBy: '`settle`',
    run: record,
  },
];

/**
 * Turns a cart into a paid order. Idempotent by `checkoutId`: the same request again gets the stored answer, one with
 * another body a conflict. Expected refusals are returned; an outage of the database throws.
 */
export async function placeOrder(ctx: Ctx, input: PlaceOrderInput): Promise<Outcome> {
  const hash = requestHash(input);
  const before = await findCheckout(input.checkoutId);
  if (before && before.status !== 'declined') return answerAgain(ctx, before, hash);
  const saga: Saga = {
    input,
    hash,
    gateway: input.gateway ?? primaryGateway().name,
    before,
    details: null,
    content: null,
    checkout: null,
    attempt: null,
    paid: null,
  };
  for (const step of steps) {
    await killPoint(step.name);
    const end = await step.run(ctx, saga);
    if (end) return end;
  }
  throw new Error(`Checkout ${input.checkoutId} came to no answer`);
}

/** Prices are computed again and must be those the customer saw (I7); the gateway must be one that can be asked. */
async function validate(ctx: Ctx, saga: Saga): Promise<Outcome | null> {
  const { input } = saga;
  const priced = await quote(ctx, wanted(input));
  if (!priced.ok) return priced;
  const { methods, pictures: _shown, content = null, ...amounts } = priced.value;
  const shippingMethod = methods.find(({ id }) => id === amounts.shippingMethodId);
  if (!shippingMethod || input.cartId === null) return err({ kind: 'shipping_not_offered' });
  const other =
    amounts.shippingMethodId !== input.shippingMethodId || amounts.totalMinor !== input.expectedTotalMinor;
  if (other) return err({ kind: 'price_changed', quote: priced.value });
  if (amounts.totalMinor <= 0) return err({ kind: 'amount_too_small' });
  saga.content = content;
  const { email, shippingAddress } = input;
  const trace = traceparent();
  saga.details = {
    email,
    shippingAddress,
    shippingMethod,
    quote: amounts,
    actionUrl: null,
    ...(trace ? { trace } : {}),
  };
  return refuseGateway(saga.gateway);
}

const wanted = (input: PlaceOrderInput) => ({
  cartId: input.cartId,
  market: input.market,
  country: input.shippingAddress.country,
  region: input.shippingAddress.region,
  postcode: input.shippingAddress.postcode,
  shippingMethodId: input.shippingMethodId,
  email: input.email,
});

function refuseGateway(name: string): Outcome | null {
  const known = gateways().find((one) => one.name === name);
  const open = known?.breaker() === 'open' && env.PAYMENT_FAILOVER !== 'never' && backupFor(name) !== null;
  return known && !open ? null : err({ kind: 'gateway_changed', message: changed.message });
}

/** Holds the units while the customer pays, so that being charged for what is gone stays rare. */
async function reserve(ctx: Ctx, { input, details }: Saga): Promise<Outcome | null> {
  // Our own monitor's order takes no units.
  if (input.traffic === 'synthetic') return null;
  const lines = details?.quote.lines ?? [];
  const held = await reserveStock(ctx, { holder: input.checkoutId, lines });
  await killPoint('reserve:held');
  if (held.ok) return null;
  const titles = new Map(lines.map(({ sku, title }) => [sku, title]));
  const short = held.error.lines.map(({ sku, available }) => ({
    sku,
    title: titles.get(sku) ?? sku,
    onHand: available,
    held: true,
  }));
  return err({ kind: 'lines_unavailable', lines: short });
}

/** Checkout, the coupon's use and the attempt are one transaction, before the gateway hears of anything. */
async function claim(ctx: Ctx, saga: Saga): Promise<Outcome | null> {
  const end = await claimOnce(ctx, saga);
  const last = end === 'cart_freed' ? await claimOnce(ctx, saga) : end;
  return last === 'cart_freed' ? ok({ status: 'processing' }) : last;
}

async function claimOnce(ctx: Ctx, saga: Saga): Promise<Outcome | 'cart_freed' | null> {
  const { input, details, before, hash, content } = saga;
  if (!details) throw new Error('claimed before it was validated');
  const request = {
    checkoutId: input.checkoutId,
    cartId: input.cartId ?? '',
    content,
    requestHash: hash,
    details,
    gateway: saga.gateway,
    paymentToken: input.paymentToken,
    traffic: input.traffic ?? 'shopper',
    deadlineAt: new Date(ctx.now().getTime() + lookAfterMs),
  };
  const checkout = await claimCheckout(ctx, request, before).catch((error: unknown) => {
    if (error instanceof CouponRefused) return error;
    throw error;
  });
  if (checkout instanceof CouponRefused) {
    // Somebody took the coupon's last use since it was validated: the customer confirms the total without it.
    const now = await quote(ctx, wanted(input));
    return now.ok ? err({ kind: 'price_changed', quote: now.value }) : now;
  }
  if (!checkout) return taken(ctx, saga);
  saga.checkout = checkout;
  saga.attempt = checkout.attempts.at(-1) ?? null;
  return null;
}

/**
 * Another request has this checkout, or another checkout this cart: of that one the outcome is told, if there is one.
 * `cart_freed`: it came to nothing meanwhile.
 */
async function taken(ctx: Ctx, { input, hash, content, details }: Saga): Promise<Outcome | 'cart_freed'> {
  const own = await findCheckout(input.checkoutId);
  if (own && own.status !== 'declined') return answerAgain(ctx, own, hash);
  const before = await checkoutOfCart(input.cartId ?? '', content);
  if (!before || before.id === input.checkoutId) {
    return own ? answerAgain(ctx, own, hash) : 'cart_freed';
  }
  const other = (await settle(ctx, before.id)) ?? before;
  const sameContent = other.cartContent === content;
  if (other.status === 'declined' || (before.status === 'placed' && !sameContent)) {
    await freeCart(other.id);
    return 'cart_freed';
  }
  await releaseReservation(input.checkoutId, details?.quote.lines ?? []);
  if (isUnsettled(other.status)) {
    const left = other.status === 'paying' ? 0 : other.deadlineAt.getTime() - ctx.now().getTime();
    return err({
      kind: 'cart_in_payment',
      checkoutId: other.id,
      minutes: Math.max(0, Math.ceil(left / 60_000)),
    });
  }
  if (!sameContent) return err({ kind: 'cart_empty' });
  return alreadyPlaced(ctx, other);
}

/** The cart became an order under another checkout, whose request may have died before it emptied the cart. */
async function alreadyPlaced(ctx: Ctx, other: Checkout): Promise<Outcome> {
  const { cartId, cartContent: content } = other;
  if (content) await clearCart(ctx, { cartId, content });
  return toOutcome(other);
}

/** Under the attempt's idempotency key and a time limit. What stays unclear is decided by `settle`. */
async function pay(ctx: Ctx, saga: Saga): Promise<Outcome | null> {
  const { checkout, attempt } = open(saga);
  saga.paid = await gateway(attempt.gateway).authoriseAndCapture(paymentOf(ctx, checkout, attempt));
  return null;
}

/** The order is written, or what became of the payment is noted. */
async function record(ctx: Ctx, saga: Saga): Promise<Outcome> {
  const { checkout, attempt } = open(saga);
  if (!saga.paid) throw new Error(`Checkout ${checkout.id} is to be recorded before it was paid`);
  const placed = await applyOutcome(ctx, checkout, attempt, saga.paid);
  if (placed) return ok(placed);
  const after = await findCheckout(checkout.id);
  if (after?.status === 'declined') await releaseReservation(checkout.id, checkout.details.quote.lines);
  return toOutcome(after ?? checkout);
}

function open({ input, checkout, attempt }: Saga): { checkout: Checkout; attempt: Attempt } {
  if (!checkout || !attempt) throw new Error(`Checkout ${input.checkoutId} is not claimed`);
  return { checkout, attempt };
}

/** A checkout that this request did not pay for: the stored answer, if the request is the same. */
async function answerAgain(ctx: Ctx, checkout: Checkout, hash: string): Promise<Outcome> {
  if (checkout.requestHash !== hash) return err({ kind: 'idempotency_conflict' });
  return toOutcome((await settle(ctx, checkout.id)) ?? checkout);
}

async function toOutcome(checkout: Checkout): Promise<Outcome> {
  const answer = await answerOf(checkout);
  if (answer.status !== 'failed') return ok(answer);
  if (answer.code === 'payments_unavailable' || answer.code === 'amount_too_small') {
    return err({ kind: answer.code });
  }
  if (answer.code === 'gateway_changed') return err({ kind: 'gateway_changed', message: answer.message });
  return err({ kind: 'declined', code: answer.code, message: answer.message });
}
