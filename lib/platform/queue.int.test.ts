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
    await expect.poll(() => done.toSorted()).toEqual([1, 2, 3]);
  } finally {
    await consumer.close();
  }
});

test('jobs for a queue that is frozen, or was never there, are refused within the limit', async () => {
  const server = await use(await startRedis());
  const add = (limitMs: number) =>
    addJobs('frozen-test', [{ name: 'job', data: 1 }], limitMs).then(() => 'added', String);
  expect(await add(30_000)).toBe('added');
  server.signal('SIGSTOP');
  expect(await add(300)).toContain('did not answer in 300 ms');
  server.signal('SIGCONT');
  await expect.poll(() => add(5_000)).toBe('added');
  await closeQueues();
  await server.stop();
  // Without its limit this would wait for ever.
  expect(await add(300)).not.toBe('added');
});
