import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRedis, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { startCluster, type TestRedis } from '#lib/platform/redis.fixtures.ts';
import { createSession, endSessions, readSession } from './session-store.ts';

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

test('a customer signs in twice, and out everywhere', async () => {
  const customerId = uuidv7();
  const ctx = systemContext('cluster-test');
  const tokens = [await createSession(ctx, customerId), await createSession(ctx, customerId)];
  expect(await Promise.all(tokens.map(readSession))).toEqual([customerId, customerId]);
  await endSessions(customerId);
  expect(await Promise.all(tokens.map(readSession))).toEqual([null, null]);
});
