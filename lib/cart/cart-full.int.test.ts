import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRedis, connectedRedis, env, readAndKeep, uuidv7 } from '#lib/platform/index.ts';
import { startRedis, type TestRedis } from '#lib/platform/redis.fixtures.ts';
import { deleteCart, deleteLine, readCart, saveLine, writeCoupon, writeLine } from './cart.repository.ts';
import { withSessions } from './view-cart.ts';

// The session Redis evicts nothing: full, it refuses what adds. Who is in checkout must get through.

const before = env.REDIS_SESSION_URL;
const cartId = uuidv7();
let server: TestRedis;

beforeAll(async () => {
  closeRedis();
  server = await startRedis(['--maxmemory-policy', 'noeviction']);
  env.REDIS_SESSION_URL = server.url;
  await writeLine(cartId, 'MUG', 2);
  await writeLine(cartId, 'CUP', 1);
  await (await connectedRedis('session')).set('customer-session:x', 'ada', 'EX', 60);
  await server.ask('CONFIG SET maxmemory 1');
});
afterAll(async () => {
  closeRedis();
  env.REDIS_SESSION_URL = before;
  await server.stop();
});

test('the cart is read, lines are taken out, the customer stays signed in, and the cart is emptied at the end', async () => {
  expect((await readCart(cartId)).lines).toEqual(
    new Map([
      ['MUG', 2],
      ['CUP', 1],
    ]),
  );
  const client = await connectedRedis('session');
  expect(await readAndKeep(client, 'customer-session:x', 3_600)).toBe('ada');
  expect(await client.ttl('customer-session:x')).toBeGreaterThan(60);
  await deleteLine(cartId, 'CUP');
  expect((await readCart(cartId)).lines).toEqual(new Map([['MUG', 2]]));
});

test('what adds is refused by name and leaves nothing half-done', async () => {
  for (const add of [
    () => writeLine(cartId, 'NEW', 1),
    () => writeLine(uuidv7(), 'MUG', 1),
    () => saveLine(cartId, 'MUG', 2),
    () => writeCoupon(cartId, 'SUMMER'),
  ]) {
    expect(await withSessions(add)).toEqual({ ok: false, error: { kind: 'cart_unavailable' } });
  }
  expect(await readCart(cartId)).toEqual({
    lines: new Map([['MUG', 2]]),
    saved: new Map(),
    couponCode: null,
    content: expect.any(String),
  });
  await deleteCart(cartId);
  expect((await readCart(cartId)).lines.size).toBe(0);
});
