import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { anybody } from '#lib/cart/cart.fixtures.ts';
import { addToCart, setCoupon } from '#lib/cart/index.ts';
import { saveProducts } from '#lib/catalogue/index.ts';
import type { GatewayName } from '#lib/payments/index.ts';
import { closeDb, closeQueues, closeRedis, db, env, uuidv7 } from '#lib/platform/index.ts';
import { saveRule } from '#lib/promotions/index.ts';
import { startGateway } from '#workers/sandbox/gateway/index.ts';
import { type KillPoint, onKillPoint } from './kill-points.ts';
import { placeOrder } from './place-order.ts';
import type { PlaceOrderInput } from './types.ts';

export const unitMinor = 2_000;

const adyenCard = (number: string) =>
  Buffer.from(
    JSON.stringify({
      type: 'scheme',
      encryptedCardNumber: `test_${number}`,
      encryptedExpiryMonth: 'test_12',
      encryptedExpiryYear: 'test_2031',
      encryptedSecurityCode: 'test_123',
    }),
  ).toString('base64url');

/** Tokens of test cards, as the browser gets them from each gateway. */
export const tokens: Record<GatewayName, Record<'good' | 'declined' | 'challenge', string>> = {
  stripe: {
    good: 'pm_card_visa',
    declined: 'pm_card_chargeDeclined',
    challenge: 'pm_card_threeDSecure2Required',
  },
  adyen: {
    good: adyenCard('4242424242424242'),
    declined: adyenCard('4000000000000002'),
    challenge: adyenCard('4000000000003220'),
  },
};

/** An article with plenty on hand, a cart's worth of input, both gateways on a port of the test's own. */
export async function openShop() {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-checkout-'));
  const sku = `SAGA-${randomUUID().slice(0, 8)}`.toUpperCase();
  const sandbox = await startGateway({
    port: 0,
    ledgerFile: join(folder, 'ledger.jsonl'),
    webhookUrl: 'http://127.0.0.1:9/none',
    webhookSecret: env.STRIPE_WEBHOOK_SECRET,
    publishableKey: env.STRIPE_PUBLISHABLE_KEY,
    secretKey: env.STRIPE_SECRET_KEY,
    adyen: {
      apiKey: env.ADYEN_API_KEY,
      clientKey: env.ADYEN_CLIENT_KEY,
      merchantAccount: env.ADYEN_MERCHANT_ACCOUNT,
      hmacKey: env.ADYEN_HMAC_KEY,
      webhookUrl: 'http://127.0.0.1:9/none',
    },
  });
  const address = `http://127.0.0.1:${sandbox.port}`;
  // Read when the first payment is made.
  Object.assign(env, { STRIPE_API_BASE: address, ADYEN_API_BASE: `${address}/adyen` });
  /** How far the test's clock is ahead, in milliseconds. */
  const clock = { ahead: 0 };
  const ctx = { actor: 'test', now: () => new Date(Date.now() + clock.ahead), newId: () => uuidv7() };
  await saveProducts(
    ctx,
    [
      {
        handle: sku.toLowerCase(),
        title: `Saga ${sku}`,
        descriptionHtml: '',
        vendor: 'Test',
        productType: '',
        status: 'active',
        optionNames: [],
        images: null,
        variants: [{ sku, optionValues: [], priceMinor: unitMinor, compareAtMinor: null, onHand: 1_000 }],
        categoryPaths: [],
      },
    ],
    { existing: 'keep', reason: 'test' },
  );

  async function cartWith(quantity = 1): Promise<string> {
    const cartId = randomUUID();
    const added = await addToCart(ctx, { cartId, sku, quantity, mayFill: anybody });
    if (!added.ok) throw new Error(added.error.kind);
    return cartId;
  }

  return {
    address,
    clock,
    ctx,
    sku,
    cartWith,
    order: async (change: Partial<PlaceOrderInput> = {}): Promise<PlaceOrderInput> => ({
      checkoutId: randomUUID(),
      cartId: await cartWith(),
      email: 'ada@example.com',
      shippingAddress: {
        name: 'Ada Lovelace',
        line1: '12 Quay Street',
        line2: '',
        city: 'Galway',
        postcode: 'H91',
        country: 'IE',
        phone: '',
      },
      shippingMethodId: 'pickup',
      paymentToken: tokens[change.gateway ?? 'stripe'].good,
      expectedTotalMinor: unitMinor,
      ...change,
    }),
    charged: async (checkoutId: string) => {
      const told = await fetch(`${address}/_sandbox/ledger?checkout_id=${checkoutId}`);
      return (await told.json()) as {
        netMinor: number;
        heldMinor: number;
        charges: { gateway: string; refundedMinor: number }[];
      };
    },
    behave: async (mode: string, times = 1, gateway: GatewayName = 'stripe') => {
      await fetch(`${address}/_sandbox/behaviour`, {
        method: 'POST',
        body: JSON.stringify({ gateway, mode, times }),
      });
    },
    /** The gateway's last refund of a payment comes back. */
    failRefund: async (payment: string) => {
      const body = JSON.stringify({ payment });
      const answer = await fetch(`${address}/_sandbox/fail_refund`, { method: 'POST', body });
      if (!answer.ok) throw new Error(`No refund of ${payment}`);
    },
    ordersOf: async (checkoutId: string) => {
      const checkout = await db().checkout.findUnique({ where: { id: checkoutId } });
      return db().order.count({ where: { id: checkout?.orderId ?? '' } });
    },
    close: async () => {
      await sandbox.close();
      closeRedis();
      await closeQueues();
      await closeDb();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type TestShop = Awaited<ReturnType<typeof openShop>>;

class Died extends Error {}

/** Runs the sale in this process as far as a point, as if it had died there. */
export async function saleUntil({ ctx }: TestShop, point: KillPoint, input: PlaceOrderInput): Promise<void> {
  onKillPoint(async (passed) => {
    if (passed === point) throw new Died();
  });
  try {
    await placeOrder(ctx, input);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  } finally {
    onKillPoint(null);
  }
}

/** A coupon on the shop's article, of 10 % or of as many basis points as `value` says, live while the test runs. */
export async function couponFor(
  { ctx, sku }: TestShop,
  limits: { usageLimit?: number; customerLimit?: number; value?: number },
) {
  const code = `C-${randomUUID().slice(0, 8)}`.toUpperCase();
  const { id } = await db().product.findFirstOrThrow({ where: { handle: sku.toLowerCase() } });
  const saved = await saveRule(ctx, {
    id: null,
    expectedVersion: 0,
    name: 'Welcome',
    kind: 'percentage',
    value: limits.value ?? 1_000,
    priority: 0,
    stacking: 'stackable',
    display: 'plain',
    status: 'live',
    startsAt: new Date(Date.now() - 60_000),
    endsAt: null,
    couponCode: code,
    usageLimit: limits.usageLimit ?? null,
    customerLimit: limits.customerLimit ?? null,
    targets: [{ kind: 'product', value: id }],
  });
  if (!saved.ok) throw new Error(saved.error.kind);
  return { code, rule: saved.value };
}

/** Puts a coupon into the order's cart. @throws when the cart does not take it. */
export async function enterCoupon({ ctx }: TestShop, input: PlaceOrderInput, code: string): Promise<void> {
  const set = await setCoupon(ctx, { cartId: input.cartId ?? '', code });
  if (!set.ok) throw new Error(JSON.stringify(set.error));
}

/** Answers the bank's page as a person would. @returns where the bank sends the browser to. */
export async function answerBank(actionUrl: string, answer: 'approve' | 'decline'): Promise<URL> {
  const body = new URLSearchParams({ answer });
  const back = await fetch(actionUrl, { method: 'POST', body, redirect: 'manual' });
  return new URL(back.headers.get('location') ?? 'http://nowhere');
}

/** Adyen's webhook about an attempt, signed after its description. */
export function adyenWebhook(
  attemptKey: string,
  { eventCode = 'AUTHORISATION', success = true, psp = 'PSP00001', original = '' } = {},
) {
  const { ADYEN_MERCHANT_ACCOUNT: account, ADYEN_HMAC_KEY: hmacKey } = env;
  const signed = [psp, original, account, attemptKey, unitMinor, 'EUR', eventCode, success].join(':');
  const signature = createHmac('sha256', Buffer.from(hmacKey, 'hex')).update(signed).digest('base64');
  const item = {
    additionalData: { hmacSignature: signature },
    amount: { currency: 'EUR', value: unitMinor },
    eventCode,
    merchantAccountCode: account,
    merchantReference: attemptKey,
    ...(original ? { originalReference: original } : {}),
    pspReference: psp,
    success: String(success),
  };
  return JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem: item }] });
}

/** Stripe's webhook about a refund that failed, with its signature. */
export function stripeRefundFailed(eventId: string, refund: { id: string; payment: string }) {
  const object = {
    id: refund.id,
    object: 'refund',
    amount: unitMinor,
    payment_intent: refund.payment,
    failure_reason: 'lost_or_stolen_card',
    metadata: {},
  };
  const rawBody = JSON.stringify({ id: eventId, object: 'event', type: 'refund.failed', data: { object } });
  const signature = new Stripe('sk').webhooks.generateTestHeaderString({
    payload: rawBody,
    secret: env.STRIPE_WEBHOOK_SECRET,
  });
  return { rawBody, signature };
}
