import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRedis, env, uuidv7 } from '#lib/platform/index.ts';
import { startCluster, type TestRedis } from '#lib/platform/redis.fixtures.ts';
import { readCart, saveLine, writeCoupon, writeLine } from './cart.repository.ts';

// On a Cluster a command or a transaction whose keys are in two slots is refused.

const before = env.REDIS_SESSION_URL;
let cluster: TestRedis;

beforeAll(async () => {
  closeRedis();
  cluster = await startCluster();
  env.REDIS_SESSION_URL = cluster.url;
});
afterAll(async () => {
  closeRedis();
  env.REDIS_SESSION_URL = before;
  await cluster.stop();
});

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
  });
});
