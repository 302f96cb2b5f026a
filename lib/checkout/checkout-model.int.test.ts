import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayName, gatewayNames } from '#lib/payments/index.ts';
import { openShop, tokens, unitMinor } from './checkout.fixtures.ts';
import { findCheckout } from './checkout.repository.ts';
import { getCheckout, placeOrder, reconcileCheckouts } from './index.ts';
import type { PlaceOrderInput } from './types.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** What the customer was told so far; what was said once must stay true. */
type Model = { placed: boolean };
type Real = { input: PlaceOrderInput };
type Step = fc.AsyncCommand<Model, Real>;

const look = async ({ input }: Real) => ({
  orders: await shop.ordersOf(input.checkoutId),
  ...(await shop.charged(input.checkoutId)),
});

async function mustHold(model: Model, real: Real): Promise<void> {
  const { orders, netMinor } = await look(real);
  expect(orders).toBeLessThanOrEqual(1);
  if (model.placed) expect(orders).toBe(1);
  // Money may be under way; of an order there is never less than its price.
  if (orders === 1) expect(netMinor).toBeGreaterThanOrEqual(unitMinor);
}

function command(name: string, act: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    run: async (model, real) => {
      await act(model, real);
      await mustHold(model, real);
    },
    toString: () => name,
  };
}

const pay = (gateway: GatewayName, card: 'good' | 'declined') =>
  command(`pay ${gateway} ${card}`, async (model, { input }) => {
    const answer = await placeOrder(shop.ctx, { ...input, gateway, paymentToken: tokens[gateway][card] });
    if (answer.ok && answer.value.status === 'placed') model.placed = true;
    else if (model.placed) throw new Error(`placed before, now ${JSON.stringify(answer)}`);
  });
const ask = () =>
  command('ask', async (model, { input }) => {
    const answer = await getCheckout(shop.ctx, input.checkoutId);
    if (model.placed) expect(answer?.status).toBe('placed');
    if (answer?.status === 'placed') model.placed = true;
  });
const wait = (ms: number) =>
  command(`wait ${ms / 1_000} s`, async () => {
    shop.clock.ahead += ms;
    await reconcileCheckouts(shop.ctx);
  });
const fault = (gateway: GatewayName, mode: string) =>
  command(`${gateway} ${mode}`, () => shop.behave(mode, mode === 'down' ? 1_000 : 3, gateway));

const commands = fc.commands(
  [
    ...gatewayNames.flatMap((gateway) => [
      fc.constant(pay(gateway, 'good')),
      fc.constant(pay(gateway, 'declined')),
      fc
        .constantFrom('normal', 'reset', 'reset_after', 'error500', 'down')
        .map((mode) => fault(gateway, mode)),
    ]),
    fc.constant(ask()),
    fc.constantFrom(3_000, 9_000, 35_000).map(wait),
  ],
  { maxCommands: 10 },
);

test('whatever customers, gateways and time do to a checkout, it ends as one order and one charge, or neither', {
  timeout: 180_000,
}, async () => {
  const runs = fc.asyncProperty(commands, async (some) => {
    shop.clock.ahead = 0;
    Object.assign(globalThis, { ballastGateways: undefined });
    for (const gateway of gatewayNames) await shop.behave('normal', 0, gateway);
    const real = { input: await shop.order() };
    const model: Model = { placed: false };
    await fc.asyncModelRun(() => ({ model, real }), some);
    // All is well again, and the reconciler has had its time.
    for (const gateway of gatewayNames) await shop.behave('normal', 0, gateway);
    Object.assign(globalThis, { ballastGateways: undefined });
    for (let round = 0; round < 4; round++) {
      shop.clock.ahead += 200_000;
      await reconcileCheckouts(shop.ctx);
    }
    const { orders, netMinor, heldMinor } = await look(real);
    const attempts = (await findCheckout(real.input.checkoutId))?.attempts.map(({ status }) => status);
    expect({ orders, netMinor, heldMinor, attempts }).toMatchObject({
      orders,
      netMinor: orders * unitMinor,
      heldMinor: 0,
    });
    if (model.placed) expect(orders).toBe(1);
  });
  await fc.assert(runs, { numRuns: 15, interruptAfterTimeLimit: 40_000, endOnFailure: true });
});
