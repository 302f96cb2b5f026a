import Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anybody } from '#lib/cart/cart.fixtures.ts';
import { addToCart, viewCart } from '#lib/cart/index.ts';
import { consumerNames, type OrderEventType, subscriptions } from '#lib/orders/index.ts';
import { env } from '#lib/platform/index.ts';
import { plansOf } from '#lib/platform/plans.fixtures.ts';
import { type RoundTrips, roundTripsOf } from '#lib/platform/round-trips.fixtures.ts';
import { setMessagesAside, thirdParties } from '#workers/order-consumers/consumers.fixtures.ts';
import { consumers, startConsumer } from '#workers/order-consumers/index.ts';
import { relayOnce } from '#workers/outbox-relay/relay.ts';
import { openShop, type TestShop } from './checkout.fixtures.ts';
import { findCheckout } from './checkout.repository.ts';
import { placeOrder, processWebhook, quote, receiveWebhook } from './index.ts';
import { type Budget, type SaleStep, saleBudget } from './sale-budget.fixtures.ts';

let parties: Awaited<ReturnType<typeof thirdParties>>;
let giveBack: () => Promise<void>;
let shop: TestShop;
beforeAll(async () => {
  parties = await thirdParties();
  giveBack = await setMessagesAside();
  shop = await openShop();
});
afterAll(async () => {
  await giveBack();
  await shop.close();
  await parties.close();
});

/** The first opens connections and prepares statements; what a busy machine repeats is not in the least of some. */
const runs = 4;
const servers = Object.keys(saleBudget['the cart']) as (keyof Budget)[];
const least = new Map<SaleStep, RoundTrips>();
/** What Prisma planned in the last run of a step: by then it has a plan of all that it keeps one of. */
const planned = new Map<SaleStep, string[]>();

async function count(step: SaleStep, work: () => Promise<unknown>): Promise<void> {
  const trips = await roundTripsOf(async () => planned.set(step, await plansOf(work)));
  const known = least.get(step) ?? trips;
  for (const server of servers)
    if (trips[server].length < known[server].length) known[server] = trips[server];
  least.set(step, known);
}

function expectWithin(step: SaleStep): void {
  for (const server of servers) {
    const asked = least.get(step)?.[server] ?? [];
    const what = `${step}, ${server}:\n${asked.map((one) => `  ${one.slice(0, 300)}`).join('\n')}\n`;
    expect.soft(asked.length, what).toBeLessThanOrEqual(saleBudget[step][server]);
  }
  expect.soft(planned.get(step), step).toEqual([]);
}

async function buy(): Promise<void> {
  const input = await shop.order();
  await count('the order', async () => expect(await placeOrder(shop.ctx, input)).toMatchObject({ ok: true }));
  await webhook(input.checkoutId);
}

/** What the gateway says of the payment, and what becomes of it. */
async function webhook(checkoutId: string): Promise<void> {
  const [attempt] = (await findCheckout(checkoutId))?.attempts ?? [];
  const object = {
    id: attempt?.gatewayRef,
    object: 'payment_intent',
    metadata: { checkout_id: checkoutId, attempt: attempt?.idempotencyKey },
  };
  const event = {
    id: `evt_${checkoutId}`,
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object },
  };
  const rawBody = JSON.stringify(event);
  const secret = env.STRIPE_WEBHOOK_SECRET;
  const signature = new Stripe('sk_test').webhooks.generateTestHeaderString({ payload: rawBody, secret });
  await count('its webhook', async () => {
    await receiveWebhook(shop.ctx, { gateway: 'stripe', rawBody, signature });
    await processWebhook(shop.ctx, { gateway: 'stripe', eventId: event.id });
  });
}

test('the consumers of an order ask for no more than their budget', async () => {
  let done = 0;
  const workers = consumerNames.map((name) => startConsumer(consumers[name]));
  for (const worker of workers) worker.on('completed', () => done++);
  const handled = async (type: OrderEventType) => {
    done = 0;
    await relayOnce(shop.ctx, { backlog: false });
    const all = consumerNames.filter((name) => subscriptions[name].includes(type)).length;
    await expect.poll(() => done, { interval: 5 }).toBe(all);
  };
  try {
    for (let run = 0; run < runs; run++) {
      await buy();
      await count('inventory and analytics', () => handled('OrderPlaced'));
      await count('ERP, mail and loyalty', () => handled('StockCommitted'));
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
  expectWithin('inventory and analytics');
  expectWithin('ERP, mail and loyalty');
});

test('each step of a sale asks for no more than its budget', async () => {
  const { ctx, sku } = shop;
  for (let run = 0; run < runs; run++) {
    const cartId = await shop.cartWith();
    await count('the cart', () => viewCart(ctx, { cartId }));
    await count('adding to it', () => addToCart(ctx, { cartId, sku, quantity: 1, mayFill: anybody }));
    await count('the quote', () => quote(ctx, { cartId, country: 'IE', shippingMethodId: 'pickup' }));
    await buy();
  }
  for (const step of ['the cart', 'adding to it', 'the quote', 'the order', 'its webhook'] as const)
    expectWithin(step);
});
