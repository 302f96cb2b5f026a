import { afterEach, expect, test } from 'vitest';
import { env } from './env.ts';
import { addJobs, closeQueues, worker } from './queue.ts';
import { startCluster, startRedis, type TestRedis } from './redis.fixtures.ts';

const before = env.REDIS_QUEUE_URL;
const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  await closeQueues();
  env.REDIS_QUEUE_URL = before;
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function use(server: TestRedis): Promise<TestRedis> {
  stops.push(server.stop);
  env.REDIS_QUEUE_URL = server.url;
  return server;
}

test('on a Cluster the keys of a queue are in one slot: its jobs are done', async () => {
  await use(await startCluster());
  const done: unknown[] = [];
  const consumer = worker('cluster-test', async (job) => void done.push(job.data));
  try {
    await addJobs(
      'cluster-test',
      [1, 2, 3].map((data) => ({ name: 'job', data })),
      5_000,
    );
    await expect.poll(() => done.toSorted(), { timeout: 20_000 }).toEqual([1, 2, 3]);
  } finally {
    await consumer.close();
  }
});

test('jobs for a queue that is frozen, or was never there, are refused within the limit', async () => {
  const server = await use(await startRedis());
  const add = async () => {
    const began = performance.now();
    const answer = await addJobs('frozen-test', [{ name: 'job', data: 1 }], 300).then(() => 'added', String);
    return { answer, ms: performance.now() - began };
  };
  expect(await add()).toMatchObject({ answer: 'added' });
  server.signal('SIGSTOP');
  const late = await add();
  expect(late.answer).toContain('did not answer in 300 ms');
  expect(late.ms).toBeLessThan(800);
  server.signal('SIGCONT');
  await expect.poll(async () => (await add()).answer, { timeout: 10_000 }).toBe('added');
  await closeQueues();
  await server.stop();
  const gone = await add();
  expect(gone.answer).not.toBe('added');
  expect(gone.ms).toBeLessThan(800);
});
