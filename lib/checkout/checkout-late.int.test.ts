import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { gateway } from '#lib/payments/index.ts';
import { env } from '#lib/platform/index.ts';
import { applyOutcome } from './apply-outcome.ts';
import { openShop, unitMinor } from './checkout.fixtures.ts';
import {
  type Attempt,
  type Checkout,
  claimCheckout,
  findCheckout,
  recordOutcome,
} from './checkout.repository.ts';
import { getCheckout, placeOrder, quote, receiveWebhook, reconcileCheckouts } from './index.ts';
import { requestHash } from './place-order.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
let ctx: (typeof shop)['ctx'];

type Input = Parameters<typeof placeOrder>[1];
const order = (change: Partial<Input> = {}) => shop.order(change);
const charged = (checkoutId: string) => shop.charged(checkoutId);
const ordersOf = (checkoutId: string) => shop.ordersOf(checkoutId);

const claimOf = (
  input: Input,
  {
    cartId,
    cartContent: content,
    requestHash: hash,
    details,
  }: Awaited<ReturnType<typeof claimed>>['checkout'],
) => ({
  checkoutId: input.checkoutId,
  cartId,
  content,
  requestHash: hash,
  details,
  gateway: 'stripe',
  paymentToken: input.paymentToken,
  traffic: 'shopper' as const,
});

/** Claims a checkout as the saga does, and then "dies" before paying. */
async function claimed(input: Input) {
  const priced = await quote(ctx, { cartId: input.cartId, country: 'IE', shippingMethodId: 'pickup' });
  if (!priced.ok) throw new Error(priced.error.kind);
  const { methods, content = null, ...amounts } = priced.value;
  const shippingMethod = methods.find(({ id }) => id === 'pickup');
  if (!shippingMethod) throw new Error('no pickup');
  const checkout = await claimCheckout(
    ctx,
    {
      checkoutId: input.checkoutId,
      cartId: input.cartId ?? '',
      content,
      requestHash: requestHash(input),
      details: {
        email: input.email,
        shippingAddress: input.shippingAddress,
        shippingMethod,
        quote: amounts,
        actionUrl: null,
      },
      gateway: 'stripe',
      paymentToken: input.paymentToken,
      traffic: 'shopper',
      deadlineAt: new Date(ctx.now().getTime() + 4_000),
    },
    null,
  );
  const attempt = checkout?.attempts.at(-1);
  if (!checkout || !attempt) throw new Error('not claimed');
  const pay = () =>
    gateway('stripe').authoriseAndCapture({
      idempotencyKey: attempt.idempotencyKey,
      checkoutId: checkout.id,
      amountMinor: attempt.amountMinor,
      currency: attempt.currency,
      paymentToken: input.paymentToken,
      returnUrl: 'http://localhost/return',
      email: input.email,
    });
  return { checkout, pay };
}

beforeAll(async () => {
  shop = await openShop();
  ({ ctx } = shop);
});
beforeEach(async () => {
  shop.clock.ahead = 0;
  await shop.behave('normal');
});
afterAll(() => shop.close());

test('an answer lost after the capture: the customer asks, and learns that the order is placed, charged once', async () => {
  await shop.behave('reset_after', 3);
  const input = await order();
  const answer = await placeOrder(ctx, input);
  expect(answer.ok && ['processing', 'placed'].includes(answer.value.status)).toBe(true);
  shop.clock.ahead = 3_000;
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
  expect(await charged(input.checkoutId)).toMatchObject({ netMinor: unitMinor, charges: [{}] });
});

test('killed between paying and writing the order: two reconcilers at once finish it as one order', async () => {
  const input = await order();
  const { pay } = await claimed(input);
  expect(await pay()).toMatchObject({ kind: 'captured' });
  expect(await getCheckout(ctx, input.checkoutId)).toEqual({ status: 'processing' });
  shop.clock.ahead = 31_000;
  await Promise.all([reconcileCheckouts(ctx), reconcileCheckouts(ctx), getCheckout(ctx, input.checkoutId)]);
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
  expect(await ordersOf(input.checkoutId)).toBe(1);
  expect((await charged(input.checkoutId)).netMinor).toBe(unitMinor);
});

test('killed before paying: after its deadline the customer is told and may try again with the same checkout', async () => {
  const input = await order();
  await claimed(input);
  shop.clock.ahead = 31_000;
  await reconcileCheckouts(ctx);
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({
    status: 'failed',
    code: 'payment_not_confirmed',
  });
  expect(await placeOrder(ctx, input)).toMatchObject({ ok: true, value: { status: 'placed' } });
  expect((await charged(input.checkoutId)).charges).toHaveLength(1);
});

test('a capture that arrives after the checkout has moved on is given back in full', async () => {
  const input = await order();
  const { pay } = await claimed(input);
  shop.clock.ahead = 31_000;
  await reconcileCheckouts(ctx);
  expect(await pay()).toMatchObject({ kind: 'captured' });
  shop.clock.ahead = 70_000;
  await reconcileCheckouts(ctx);
  expect(await charged(input.checkoutId)).toMatchObject({ netMinor: 0, charges: [{}] });
  expect(await ordersOf(input.checkoutId)).toBe(0);
  shop.clock.ahead = 110_000;
  await reconcileCheckouts(ctx);
  expect((await charged(input.checkoutId)).netMinor).toBe(0);
});

test('a late capture beside a second, successful attempt: one stays, the other goes back', async () => {
  const input = await order();
  const { pay } = await claimed(input);
  shop.clock.ahead = 31_000;
  await reconcileCheckouts(ctx);
  const again = await placeOrder(ctx, input);
  expect(again).toMatchObject({ ok: true, value: { status: 'placed' } });
  expect(await pay()).toMatchObject({ kind: 'captured' });
  expect((await charged(input.checkoutId)).charges).toHaveLength(2);
  shop.clock.ahead = 70_000;
  await reconcileCheckouts(ctx);
  expect((await charged(input.checkoutId)).netMinor).toBe(unitMinor);
  expect(await ordersOf(input.checkoutId)).toBe(1);
});

test('3-D Secure: approved, and the webhook comes twice beside the customer: one order', async () => {
  const input = await order({ paymentToken: 'pm_card_threeDSecure2Required' });
  const answer = await placeOrder(ctx, input);
  if (!answer.ok || answer.value.status !== 'requires_action') throw new Error(JSON.stringify(answer));
  expect(await placeOrder(ctx, input)).toEqual(answer);
  await fetch(answer.value.actionUrl, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'approve' }),
    redirect: 'manual',
  });
  const attempt = (await findCheckout(input.checkoutId))?.attempts.at(-1);
  const rawBody = JSON.stringify({
    id: `evt_${input.checkoutId}`,
    object: 'event',
    type: 'payment_intent.succeeded',
    data: {
      object: {
        id: attempt?.gatewayRef,
        object: 'payment_intent',
        metadata: { checkout_id: input.checkoutId },
      },
    },
  });
  const signature = new Stripe('sk_test').webhooks.generateTestHeaderString({
    payload: rawBody,
    secret: env.STRIPE_WEBHOOK_SECRET,
  });
  const webhook = () => receiveWebhook(ctx, { gateway: 'stripe', rawBody, signature });
  const [one, two] = await Promise.all([webhook(), webhook(), getCheckout(ctx, input.checkoutId)]);
  expect([one, two].map((result) => result.ok && result.value.known).sort()).toEqual([false, true]);
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({ status: 'placed' });
  expect(await ordersOf(input.checkoutId)).toBe(1);
  const forged = { gateway: 'stripe', rawBody: rawBody.replace('succeeded', 'canceled'), signature };
  expect(await receiveWebhook(ctx, forged)).toEqual({ ok: false, error: { kind: 'bad_signature' } });
});

test('3-D Secure never answered: the payment is taken back at the gateway and cannot be approved any more', async () => {
  const input = await order({ paymentToken: 'pm_card_threeDSecure2Required' });
  const answer = await placeOrder(ctx, input);
  if (!answer.ok || answer.value.status !== 'requires_action') throw new Error(JSON.stringify(answer));
  shop.clock.ahead = 31 * 60_000;
  await reconcileCheckouts(ctx);
  expect(await getCheckout(ctx, input.checkoutId)).toMatchObject({
    status: 'failed',
    code: 'authentication_expired',
  });
  await fetch(answer.value.actionUrl, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'approve' }),
    redirect: 'manual',
  });
  expect((await charged(input.checkoutId)).charges).toEqual([]);
});

test('an early attempt answered late does not speak for the one that is paying now', async () => {
  const input = await order();
  const { checkout } = await claimed(input);
  const first = checkout.attempts[0];
  if (!first) throw new Error('no attempt');
  shop.clock.ahead = 31_000;
  await reconcileCheckouts(ctx);
  const before = await findCheckout(input.checkoutId);
  const second = await claimCheckout(
    ctx,
    { ...claimOf(input, checkout), deadlineAt: new Date(Date.now() + 90_000) },
    before,
  );
  expect(second?.status).toBe('paying');
  await applyOutcome(ctx, checkout, first, {
    kind: 'declined',
    code: 'late',
    message: 'late',
    reference: null,
  });
  expect((await findCheckout(input.checkoutId))?.status).toBe('paying');
});

// Several processes may be at one checkout, and each may be held up for as long as it likes between asking and writing.
test.each<[string, (checkout: Checkout, attempt: Attempt) => Promise<unknown>]>([
  ['an unclear answer', (...of) => applyOutcome(ctx, ...of, { kind: 'ambiguous', reason: 'late' })],
  ['no answer', (...of) => applyOutcome(ctx, ...of, { kind: 'unavailable', reason: 'late' })],
  ['still under way', (...of) => applyOutcome(ctx, ...of, { kind: 'processing', reference: 'pi_late' })],
  ['left for another', (...of) => recordOutcome(ctx, ...of, { attempt: 'abandoned', checkout: 'declined' })],
])('news out of date after the order was placed (%s): the order keeps its money', async (_news, arrive) => {
  const input = await order();
  const { checkout, pay } = await claimed(input);
  const attempt = checkout.attempts.at(-1);
  if (!attempt) throw new Error('no attempt');
  const paid = await pay();
  expect(await applyOutcome(ctx, checkout, attempt, paid)).toMatchObject({ status: 'placed' });
  await arrive(checkout, attempt);
  expect(await applyOutcome(ctx, checkout, attempt, paid)).toBeNull();
  shop.clock.ahead = 70_000;
  await reconcileCheckouts(ctx);
  expect((await findCheckout(input.checkoutId))?.attempts).toMatchObject([{ status: 'captured' }]);
  expect((await charged(input.checkoutId)).netMinor).toBe(unitMinor);
  expect(await ordersOf(input.checkoutId)).toBe(1);
});
