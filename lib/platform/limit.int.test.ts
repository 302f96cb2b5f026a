import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { env } from './env.ts';
import { uuidv7 } from './ids.ts';
import { countTry, forgetTries, type Limit, takeBackTry } from './limit.ts';
import { metrics } from './metrics.ts';
import { closeRedis } from './redis.ts';

const limit: Limit = { name: 'limit-test', most: 3, seconds: 60, countedIn: 'object' };
const urls = { object: env.REDIS_OBJECT_URL, session: env.REDIS_SESSION_URL };

afterEach(() => {
  Object.assign(env, { REDIS_OBJECT_URL: urls.object, REDIS_SESSION_URL: urls.session });
  closeRedis();
});
afterAll(() => closeRedis());

describe('tries of one subject', () => {
  test('are let through up to the limit, and wait for the end of the window then', async () => {
    const subject = uuidv7();
    const waits = await Promise.all(Array.from({ length: 8 }, () => countTry(limit, subject)));
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(3);
    for (const seconds of waits.filter((one) => one > 0)) expect(seconds).toBeLessThanOrEqual(60);
    expect(await countTry(limit, uuidv7())).toBe(0);
  });

  test('are forgotten, or one of them is taken back', async () => {
    const subject = uuidv7();
    for (let tries = 0; tries < 3; tries++) await countTry(limit, subject);
    await takeBackTry(limit, subject);
    expect(await countTry(limit, subject)).toBe(0);
    expect(await countTry(limit, subject)).toBeGreaterThan(0);
    await forgetTries(limit, subject);
    expect(await countTry(limit, subject)).toBe(0);
  });

  test('without Redis go through where something else guards, and not where nothing does', async () => {
    closeRedis();
    Object.assign(env, { REDIS_OBJECT_URL: 'redis://127.0.0.1:1', REDIS_SESSION_URL: 'redis://127.0.0.1:1' });
    expect(await countTry(limit, 'x')).toBe(0);
    expect(await metrics().metrics()).toContain('ballast_limit_uncounted_total{limit="limit-test"} 1');
    await forgetTries(limit, 'x');
    await expect(countTry({ ...limit, countedIn: 'session' }, 'x')).rejects.toThrow();
  });
});
