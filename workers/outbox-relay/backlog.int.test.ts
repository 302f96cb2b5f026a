import { afterAll, expect, test } from 'vitest';
import { db, systemContext, waitingJobs, worker } from '#lib/platform/index.ts';
import { forgetTopics, ownTopic, unsent, writeMessages } from './outbox.fixtures.ts';
import { relayOnce } from './relay.ts';
import { Room } from './room.ts';

const topic = ownTopic('backlog');
const other = `${topic}-other`;
const ctx = systemContext('backlog-test');
const mostQueued = 50;
const backlog = 400;
const room = new Room(mostQueued);

afterAll(() => forgetTopics([topic, other]));

test('a consumer that is away fills its queue and no more; others hear of new orders at once', async () => {
  await writeMessages(topic, backlog, 3_600_000);
  const relayed = async () => {
    await relayOnce(ctx, { room, limit: 20 });
    return room.full();
  };
  await expect.poll(relayed).toContain(topic);
  const queued = await waitingJobs(topic, 5_000);
  expect(queued).toBeGreaterThanOrEqual(mostQueued);
  expect(queued).toBeLessThan(mostQueued + 20);
  await relayed();
  expect(await waitingJobs(topic, 5_000)).toBe(queued);
  await writeMessages(other, 1, 0);
  await relayOnce(ctx, { room, limit: 20 });
  expect(await unsent(other)).toBe(0);
  expect(await unsent(topic)).toBe(backlog - queued);
});

test('back again it hears of new orders before its backlog, which is worked off meanwhile', async () => {
  const done: string[] = [];
  const consumer = worker(topic, async (job) => {
    done.push(String(job.id));
    await db().outboxMessage.deleteMany({ where: { eventId: String(job.id), topic } });
  });
  try {
    const began = Date.now();
    let freshId: string | undefined;
    let before = 0;
    let waited = -1;
    while (done.length < backlog + 1) {
      await relayOnce(ctx, { room, limit: 20 });
      if (freshId === undefined && done.length > 20) {
        [freshId] = await writeMessages(topic, 1, 0);
        before = done.length;
      }
      const place = freshId === undefined ? -1 : done.indexOf(freshId);
      if (waited < 0 && place >= 0) waited = place - before;
      expect(Date.now() - began).toBeLessThan(120_000);
      await new Promise((go) => setTimeout(go, 20));
    }
    // Those that were in its queue, and came to it while the row was on its way: not the hundreds that waited before it.
    expect(waited).toBeGreaterThanOrEqual(0);
    expect(waited).toBeLessThan(backlog / 2);
    expect(await unsent(topic)).toBe(0);
  } finally {
    await consumer.close();
  }
});
