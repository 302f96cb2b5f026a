import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeRedis, env, systemContext, uuidv7 } from '#lib/platform/index.ts';
import { startCluster, type TestRedis } from '#lib/platform/redis.fixtures.ts';
import { createSession, listSessions, readSession, revokeStaffSessions } from './session-store.ts';

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

test('a member of staff signs in twice, sees both sessions, and is signed out of them', async () => {
  const ctx = systemContext('cluster-test');
  const staff = { id: uuidv7(), email: 'ada@example.com', name: 'Ada', role: 'owner' as const };
  const token = await createSession(ctx, staff);
  await createSession(ctx, staff);
  expect(await readSession(ctx, token)).toMatchObject({ id: staff.id });
  expect(await listSessions(staff.id)).toHaveLength(2);
  expect(await revokeStaffSessions(staff.id)).toBe(2);
  expect(await readSession(ctx, token)).toBeNull();
});
