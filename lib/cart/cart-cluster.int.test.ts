import { expect, test } from 'vitest';
import { uuidv7 } from '#lib/platform/index.ts';
import { sessionsOnCluster } from '#lib/platform/redis.fixtures.ts';
import { readCart, saveLine, writeCoupon, writeLine } from './cart.repository.ts';

sessionsOnCluster();

test('a cart is filled, partly laid aside, given a coupon, and read', async () => {
  const cartId = uuidv7();
  await writeLine(cartId, 'MUG', 2);
  await writeLine(cartId, 'CUP', 1);
  await saveLine(cartId, 'CUP', 1);
  await writeCoupon(cartId, 'SUMMER');
  expect(await readCart(cartId)).toEqual({
    lines: new Map([['MUG', 2]]),
    saved: new Map([['CUP', 1]]),
    couponCode: 'SUMMER',
    content: expect.any(String),
  });
});
