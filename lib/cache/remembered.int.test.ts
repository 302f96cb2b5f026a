import { randomUUID } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { closeRedis, connectedRedis, env } from '#lib/platform/index.ts';
import { startRedis } from '#lib/platform/redis.fixtures.ts';
import { remembered, startRemembering, tags } from './index.ts';
import { raiseSequence } from './sequence.ts';

startRemembering();
afterAll(() => closeRedis());

const fresh = () => {
  const id = randomUUID();
  return { key: `test-${id}`, tag: tags.cms(id) };
};

test('a value is read once, also by many at once, and again after a purge of its tag only', async () => {
  const { key, tag } = fresh();
  let reads = 0;
  const ask = () => remembered(key, [tag], async () => ({ read: ++reads, at: new Date(0) }));
  const all = await Promise.all(Array.from({ length: 50 }, ask));
  expect(new Set(all)).toEqual(new Set([{ read: 1, at: new Date(0) }]));
  await raiseSequence([tags.cms(randomUUID())]);
  expect((await ask()).read).toBe(1);
  await raiseSequence([tag]);
  expect((await ask()).read).toBe(2);
  expect((await ask()).read).toBe(2);
});

test('who asks after a purge does not get what was being read before it', async () => {
  const { key, tag } = fresh();
  let price = 1;
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  let entered = () => {};
  const inside = new Promise<void>((done) => {
    entered = done;
  });
  const slow = remembered(key, [tag], async () => {
    const read = price;
    entered();
    await held;
    return read;
  });
  await inside;
  price = 2;
  await raiseSequence([tag]);
  const after = remembered(key, [tag], async () => price);
  expect(await after).toBe(2);
  release();
  expect(await slow).toBe(1);
  // The late one must not count as current either.
  expect(await remembered(key, [tag], async () => price)).toBe(2);
});

test('another process reads what one has read, and waits for it rather than read as well', async () => {
  const { key, tag } = fresh();
  await remembered(key, [tag], async () => 'first');
  vi.resetModules();
  const other = await import('./remembered.ts');
  expect(await other.remembered(key, [tag], async () => 'second')).toBe('first');
});

test('with the object cache frozen a value is still read, and once per process', async () => {
  const { key, tag } = fresh();
  const before = env.REDIS_OBJECT_URL;
  const frozen = await startRedis();
  closeRedis();
  env.REDIS_OBJECT_URL = frozen.url;
  try {
    await connectedRedis('object');
    frozen.signal('SIGSTOP');
    let reads = 0;
    expect(await remembered(key, [tag], async () => ++reads)).toBe(1);
    expect(await remembered(key, [tag], async () => ++reads)).toBe(1);
  } finally {
    closeRedis();
    env.REDIS_OBJECT_URL = before;
    await frozen.stop();
  }
});
