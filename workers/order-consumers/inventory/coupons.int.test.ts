import { expect, test } from 'vitest';
import { appendWithRetry, loadOrder } from '#lib/orders/index.ts';
import { db, uuidv7, withTransaction } from '#lib/platform/index.ts';
import {
  created,
  mark,
  onProducts,
  redeemCoupon,
  stored,
  withoutOtherRules,
} from '#lib/promotions/promotions.fixtures.ts';
import { messageTo, placed, stocked } from '../consumers.fixtures.ts';
import { handle } from '../pipeline.ts';
import { consumersOnTrial, ctx, policy, settled } from '../trial.fixtures.ts';
import { inventory } from './inventory.ts';

// What becomes of a coupon's use when the order that took it is cancelled.
const trial = consumersOnTrial();
withoutOtherRules();

async function coupon(limits: { usageLimit?: number; customerLimit?: number }) {
  const code = `BACK-${mark()}`.toUpperCase();
  const rule = await created({ targets: onProducts((await stored()).ids), couponCode: code, ...limits });
  return {
    /** Takes a use for a checkout, by this customer, as a claim does. */
    redeem: (checkoutId: string, email: string) =>
      withTransaction((tx) => redeemCoupon(tx, ctx, { code, checkoutId, email })),
    used: async () => (await db().priceRule.findUniqueOrThrow({ where: { id: rule.id } })).used,
  };
}

test('who loses the race for the last unit may use the coupon again, and a repeated event gives it back once', async () => {
  const { redeem, used } = await coupon({ usageLimit: 2, customerLimit: 1 });
  const sku = await stocked(1);
  const orders = [await placed(sku), await placed(sku)];
  for (const { orderId, email } of orders) expect(await redeem(orderId, email)).toMatchObject({ ok: true });
  for (const { orderId } of orders) {
    await handle(inventory, await messageTo('inventory', orderId, 'OrderPlaced'), ctx, policy);
  }
  // Before anybody has heard of the cancellation.
  const [winner, loser] = orders;
  if (!winner || !loser) throw new Error('no orders');
  expect((await loadOrder(loser.orderId))?.view.cancelReason).toBe('out_of_stock');
  expect(await used()).toBe(1);
  const again = uuidv7();
  expect(await redeem(again, loser.email)).toMatchObject({ ok: true });
  const cancelled = await messageTo('inventory', loser.orderId, 'OrderCancelled');
  trial.start();
  for (const { orderId } of orders) await settled(orderId);
  await handle(inventory, cancelled, ctx, policy);
  expect(await used()).toBe(2);
  const where = { checkoutId: { in: [winner.orderId, loser.orderId, again] } };
  const held = await db().couponRedemption.findMany({ where, select: { checkoutId: true } });
  expect(held.map(({ checkoutId }) => checkoutId).sort()).toEqual([winner.orderId, again].sort());
});

test('staff who cancel an order give its use back, those who refund it do not', async () => {
  const { redeem, used } = await coupon({ customerLimit: 1 });
  const sku = await stocked(3);
  const [kept, dropped] = [await placed(sku), await placed(sku)];
  for (const { orderId, email } of [kept, dropped]) await redeem(orderId, email);
  trial.start();
  for (const { orderId } of [kept, dropped]) await settled(orderId);
  const refundId = ctx.newId();
  const all = { do: 'request_refund', refundId, amountMinor: 2500, reason: 'x' } as const;
  expect(await appendWithRetry(ctx, { orderId: kept.orderId, command: all })).toMatchObject({ ok: true });
  const cancel = { do: 'cancel', reason: 'x', restock: false, refundId: ctx.newId() } as const;
  expect(await appendWithRetry(ctx, { orderId: dropped.orderId, command: cancel })).toMatchObject({
    ok: true,
  });
  for (const { orderId } of [kept, dropped]) await settled(orderId);
  expect(await used()).toBe(1);
  expect(await redeem(uuidv7(), dropped.email)).toMatchObject({ ok: true });
  expect(await redeem(uuidv7(), kept.email)).toMatchObject({
    ok: false,
    error: { reason: 'customer_limit' },
  });
});
