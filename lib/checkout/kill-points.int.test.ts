import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GatewayName, gatewayNames } from '#lib/payments/index.ts';
import { env } from '#lib/platform/index.ts';
import { couponFor, enterCoupon, openShop, saleUntil, tokens, unitMinor } from './checkout.fixtures.ts';
import { findCheckout, recordOutcome } from './checkout.repository.ts';
import { placeOrder, reconcileCheckouts } from './index.ts';
import type { Scene } from './kill-points.fixtures.ts';
import { type KillPoint, killPoints } from './kill-points.ts';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** One process stands at so many points when it is killed; some hold a connection of its pool of ten. */
const atOnce = 8;
/** Stripe authorises and captures in one call. */
const passes = (gateway: GatewayName, point: KillPoint) =>
  gateway !== 'stripe' || (point !== 'pay:authorised' && point !== 'pay:reference-stored');

/** The state of things in which a process passes the point, and what it does there. */
async function scene(gateway: GatewayName, point: KillPoint): Promise<Scene> {
  const label = `${gateway} ${point}`;
  const [group] = point.split(':');
  if (group === 'outcome') {
    const { code } = await couponFor(shop, {});
    const input = await shop.order({
      gateway,
      paymentToken: tokens[gateway].declined,
      expectedTotalMinor: unitMinor * 0.9,
    });
    await enterCoupon(shop, input, code);
    return { label, point, does: 'sale', input, ahead: 0 };
  }
  if (group === 'expire') {
    const input = await shop.order({ gateway, paymentToken: tokens[gateway].challenge });
    await placeOrder(shop.ctx, input);
    return { label, point, does: 'settle', input, ahead: 31 * 60_000 };
  }
  const input = await shop.order({ gateway });
  if (group !== 'settle' && group !== 'withdraw') return { label, point, does: 'sale', input, ahead: 0 };
  await saleUntil(shop, 'record', input);
  if (group === 'settle') return { label, point, does: 'settle', input, ahead: 5_000 };
  const checkout = await findCheckout(input.checkoutId);
  const attempt = checkout?.attempts.at(-1);
  if (!checkout || !attempt) throw new Error('nothing was claimed');
  await recordOutcome(shop.ctx, checkout, attempt, {
    attempt: 'abandoned',
    checkout: 'declined',
    failure: { code: 'gateway_changed', message: '' },
  });
  return { label, point, does: 'withdraw', input, ahead: 0 };
}

/** @returns the scenes that ended without passing their point. */
async function killed(scenes: Scene[]): Promise<string[]> {
  const child = spawn(process.execPath, ['lib/checkout/kill-points.fixtures.ts', JSON.stringify(scenes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, STRIPE_API_BASE: env.STRIPE_API_BASE, ADYEN_API_BASE: env.ADYEN_API_BASE },
  });
  let missed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    missed += String(chunk);
  });
  const signal = await new Promise((done) => {
    child.once('close', (_code, by) => done(by));
  });
  return [...missed.split('\n').filter(Boolean), ...(signal === 'SIGKILL' ? [] : ['not killed'])];
}

test('killed at any point of the saga, at either gateway: one order and one charge, or neither', {
  timeout: 240_000,
}, async () => {
  const scenes: { played: Scene; gateway: GatewayName }[] = [];
  for (const gateway of gatewayNames) {
    for (const point of killPoints.filter((one) => passes(gateway, one))) {
      scenes.push({ gateway, played: await scene(gateway, point) });
    }
  }
  for (let from = 0; from < scenes.length; from += atOnce) {
    const missed = await killed(scenes.slice(from, from + atOnce).map(({ played }) => played));
    expect(missed, 'points that were not passed').toEqual([]);
  }

  // The reconciler starts again; then it has had all the time it may need.
  for (const ahead of [0, 5_000, 36_000, 67_000, 32 * 60_000, 33 * 60_000]) {
    shop.clock.ahead = ahead;
    await reconcileCheckouts(shop.ctx);
    await reconcileCheckouts(shop.ctx);
  }
  const wrong: string[] = [];
  for (const { played, gateway } of scenes) {
    const { input, label } = played;
    const look = async () => {
      const orders = await shop.ordersOf(input.checkoutId);
      const { netMinor, heldMinor } = await shop.charged(input.checkoutId);
      return { orders, netMinor, heldMinor };
    };
    const settled = await look();
    const total = input.expectedTotalMinor;
    const whole = settled.orders === 1 && settled.netMinor === total;
    const nothing = settled.orders === 0 && settled.netMinor === 0;
    if (!(whole || nothing) || settled.heldMinor !== 0) wrong.push(`${label}: ${JSON.stringify(settled)}`);
    // The customer asks again with a good card, and has one order in the end.
    const again = await placeOrder(shop.ctx, { ...input, paymentToken: tokens[gateway].good });
    const end = await look();
    const placed = again.ok && again.value.status === 'placed';
    if (!placed || end.orders !== 1 || end.netMinor !== total || end.heldMinor !== 0) {
      wrong.push(`${label}, asked again: ${JSON.stringify([again, end])}`);
    }
  }
  expect(wrong).toEqual([]);
});
