import { afterAll, expect, test } from 'vitest';
import {
  closeDb,
  closeQueues,
  db,
  queue,
  systemContext,
  uuidv7,
  waitingJobs,
  worker,
} from '#lib/platform/index.ts';
import { relayOnce } from './relay.ts';
import { Room } from './room.ts';

const topic = `backlog-${uuidv7().slice(-12)}`;
const other = `${topic}-other`;
const ctx = systemContext('backlog-test');
const mostQueued = 50;
const backlog = 400;
const room = new Room(mostQueued);

afterAll(async () => {
  await db().outboxMessage.deleteMany({ where: { topic: { in: [topic, other] } } });
  for (const name of [topic, other]) await queue(name).obliterate({ force: true });
  await Promise.all([closeQueues(), closeDb()]);
});

async function write(name: string, count: number, ageMs: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  const createdAt = new Date(Date.now() - ageMs);
  await db().outboxMessage.createMany({
    data: ids.map((eventId) => ({ eventId, topic: name, payload: { type: 'Test' }, createdAt })),
  });
  return ids;
}

const unsent = (name: string) => db().outboxMessage.count({ where: { topic: name, sentAt: null } });

test('a consumer that is away fills its queue and no more; others hear of new orders at once', async () => {
  await write(topic, backlog, 3_600_000);
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
  await write(other, 1, 0);
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
        [freshId] = await write(topic, 1, 0);
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
