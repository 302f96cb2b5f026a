import { setTimeout as wait } from 'node:timers/promises';
import { type Job, Queue, Worker, type WorkerOptions } from 'bullmq';
import { env } from './env.ts';
import { isCluster } from './redis-address.ts';
import { openRedis, type RedisClient } from './redis-client.ts';
import { closeSignals } from './signal.ts';

export type { Job, Queue, Worker };

type Entry = { producer: Queue; client: RedisClient };
const shared = globalThis as { ballastQueues?: Map<string, Entry> };

/** Where the keys of a queue begin. On a Cluster its name in braces keeps them in one slot, as BullMQ's scripts need. */
const queuePrefix = (name: string, url = env.REDIS_QUEUE_URL): string =>
  isCluster(url) ? `{${name}}` : 'bull';

function entry(name: string): Entry {
  shared.ballastQueues ??= new Map();
  const known = shared.ballastQueues.get(name);
  if (known) return known;
  const client = openRedis(env.REDIS_QUEUE_URL, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    connectTimeout: 1_000,
  });
  client.on('error', () => undefined);
  const producer = new Queue(name, {
    connection: client,
    prefix: queuePrefix(name),
    defaultJobOptions: {
      attempts: 8,
      backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
      removeOnComplete: true,
      removeOnFail: { count: 1_000 },
    },
  });
  producer.on('error', () => undefined);
  const made = { producer, client };
  shared.ballastQueues.set(name, made);
  return made;
}

/** The producer of a queue. `add` fails at once when its Redis is down; finished jobs are not kept. */
export function queue(name: string): Queue {
  return entry(name).producer;
}

type NewJob = Parameters<Queue['addBulk']>[0][number];

/**
 * Adds jobs to a queue, those with a known id not again.
 * @throws when its Redis does not say within `limitMs` that it has them; it may have them nevertheless.
 */
export async function addJobs(name: string, jobs: NewJob[], limitMs: number): Promise<void> {
  await within(name, limitMs, queue(name).addBulk(jobs));
}

/** A queue that never connected, or froze, would wait for ever instead of failing. */
async function within<T>(name: string, limitMs: number, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  const abort = new AbortController();
  const tooLate = wait(limitMs, undefined, { signal: abort.signal }).then((): never => {
    throw new Error(`Queue ${name} did not answer in ${limitMs} ms`);
  });
  tooLate.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    abort.abort();
  }
}

/** How many jobs of a queue wait: to be taken, or for another try. @throws when its Redis is away. */
export function waitingJobs(name: string, limitMs: number): Promise<number> {
  return within(name, limitMs, queue(name).getJobCountByTypes('waiting', 'prioritized', 'delayed'));
}

/** How many jobs a queue has by state, and since when (ms since 1970) the oldest that may be taken waits; null for none. */
export async function queueState(
  name: string,
): Promise<{ counts: Record<string, number>; oldestAt: number | null }> {
  const found = queue(name);
  const [counts, [oldest]] = await Promise.all([
    found.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
    found.getJobs(['waiting'], 0, 0, true),
  ]);
  return { counts, oldestAt: oldest?.timestamp ?? null };
}

/** Starts consuming a queue; `close()` waits for the jobs in progress. */
export function worker(
  name: string,
  handler: (job: Job) => Promise<void>,
  options: Partial<WorkerOptions> = {},
): Worker {
  const client = openRedis(env.REDIS_QUEUE_URL, { maxRetriesPerRequest: null, connectTimeout: 1_000 });
  client.on('error', () => undefined);
  const consumer = new Worker(name, handler, {
    concurrency: 4,
    ...options,
    prefix: queuePrefix(name),
    connection: client,
  });
  consumer.on('error', () => undefined);
  consumer.on('closed', () => client.disconnect());
  return consumer;
}

/** Closes every producer and the signals' sender, for processes and tests that end. */
export async function closeQueues(): Promise<void> {
  closeSignals();
  const entries = [...(shared.ballastQueues?.values() ?? [])];
  shared.ballastQueues?.clear();
  await Promise.all(entries.map(({ producer }) => producer.close()));
  for (const { client } of entries) client.disconnect();
}
