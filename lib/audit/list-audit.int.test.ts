import { afterAll, expect, test } from 'vitest';
import { closeDb, uuidv7, withTransaction } from '#lib/platform/index.ts';
import { listAudit } from './list-audit.ts';
import { recordAudit } from './record-audit.ts';

afterAll(closeDb);

test('who acts every minute does not hide the others, and is found by name', async () => {
  const subject = `order:${uuidv7()}`;
  const written = async (actor: string) => {
    const ctx = { actor, now: () => new Date(), newId: uuidv7 };
    await withTransaction((tx) =>
      recordAudit(tx, ctx, { action: 'order.cancel', subject, before: null, after: null }),
    );
  };
  for (const actor of ['staff:ada@example.com', 'robot', 'robot']) await written(actor);
  const actors = async (filter: { actor?: string; notActor?: string }) =>
    (await listAudit({ subjects: [subject], ...filter })).entries.map(({ actor }) => actor);
  expect(await actors({})).toEqual(['robot', 'robot', 'staff:ada@example.com']);
  expect(await actors({ notActor: 'robot' })).toEqual(['staff:ada@example.com']);
  expect(await actors({ actor: 'robot', notActor: 'robot' })).toEqual(['robot', 'robot']);
});
