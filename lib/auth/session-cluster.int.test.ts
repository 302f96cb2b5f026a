import { expect, test } from 'vitest';
import { systemContext, uuidv7 } from '#lib/platform/index.ts';
import { sessionsOnCluster } from '#lib/platform/redis.fixtures.ts';
import { createSession, listSessions, readSession, revokeStaffSessions } from './session-store.ts';

sessionsOnCluster();

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
