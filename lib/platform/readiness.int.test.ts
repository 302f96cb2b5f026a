import { afterAll, afterEach, expect, test } from 'vitest';
import { closeDb } from './database.ts';
import { env } from './env.ts';
import { readiness } from './readiness.ts';
import { closeRedis, redis } from './redis.ts';

const before = { ...env };
const shared = globalThis as { ballastReadiness?: unknown; ballastDraining?: boolean };
const forget = () => {
  shared.ballastReadiness = undefined;
  shared.ballastDraining = false;
};

afterEach(() => {
  Object.assign(env, before);
  closeRedis();
  forget();
});
afterAll(() => closeDb());

test('a hundred probes at once are one look at each dependency', async () => {
  await readiness();
  const commands = async () =>
    Number(/cmdstat_ping:calls=(\d+)/.exec(await redis('object').info('commandstats'))?.[1] ?? 0);
  forget();
  const began = await commands();
  const answers = await Promise.all(Array.from({ length: 100 }, () => readiness()));
  expect(answers.every(({ status }) => status === 'ok')).toBe(true);
  // The same server stands for several roles in some stacks, and others ask it too.
  expect((await commands()) - began).toBeLessThanOrEqual(4);
});

test('what is away is named, with why and what stands still; the rest goes on', async () => {
  closeRedis();
  Object.assign(env, { REDIS_SESSION_URL: 'redis://127.0.0.1:1' });
  const { status, parts } = await readiness();
  expect(status).toBe('degraded');
  expect(parts.database).toEqual({ status: 'ok' });
  expect(parts['redis-session']).toMatchObject({
    status: 'down',
    reason: expect.stringMatching(/connect|closed|writeable/i),
    without: expect.stringMatching(/checkout/),
  });
});

test('a process that is ending says so, whatever it reaches', async () => {
  shared.ballastDraining = true;
  expect(await readiness()).toMatchObject({ status: 'down', draining: true });
});
