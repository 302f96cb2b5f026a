import { expect, test } from 'vitest';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import { sessionsOnCluster } from '#lib/platform/redis.fixtures.ts';
import { createSession, endSessions, readSession } from './session-store.ts';

sessionsOnCluster();

test('a customer signs in twice, and out everywhere', async () => {
  const customerId = uuidv7();
  const ctx = systemContext('cluster-test');
  const [first, second] = [
    { customerId, epoch: 0 },
    { customerId, epoch: 7 },
  ];
  const tokens = [await createSession(ctx, first), await createSession(ctx, second)];
  expect(await Promise.all(tokens.map(readSession))).toEqual([first, second]);
  await endSessions(customerId);
  expect(await Promise.all(tokens.map(readSession))).toEqual([null, null]);
});
