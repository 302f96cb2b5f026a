import { type Job, Queue, Worker, type WorkerOptions } from 'bullmq';
import { env } from './env.ts';
import { closeSignals } from './signal.ts';

export type { Job, Queue, Worker };

function connection(): ({ path: string } | { host: string; port: number }) & { password?: string } {
  const target = new URL(env.REDIS_QUEUE_URL);
  const path = target.searchParams.get('path');
  return {
    ...(path ? { path } : { host: target.hostname, port: Number(target.port || 6379) }),
    ...(target.password ? { password: decodeURIComponent(target.password) } : {}),
  };
}

const shared = globalThis as { ballastQueues?: Map<string, Queue> };

/** The producer of a queue. `add` fails at once when its Redis is down; finished jobs are not kept. */
export function queue(name: string): Queue {
  shared.ballastQueues ??= new Map();
  let found = shared.ballastQueues.get(name);
  if (!found) {
    found = new Queue(name, {
      connection: {
        ...connection(),
        maxRetriesPerRequest: 1,
        enableOfflineQueue: false,
        connectTimeout: 1_000,
      },
      defaultJobOptions: {
        attempts: 8,
        backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: { count: 1_000 },
      },
    });
    found.on('error', () => undefined);
    shared.ballastQueues.set(name, found);
  }
  return found;
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
  const consumer = new Worker(name, handler, {
    concurrency: 4,
    ...options,
    connection: { ...connection(), maxRetriesPerRequest: null },
  });
  consumer.on('error', () => undefined);
  return consumer;
}

/** Closes every producer and the signals' sender, for processes and tests that end. */
export async function closeQueues(): Promise<void> {
  closeSignals();
  await Promise.all([...(shared.ballastQueues?.values() ?? [])].map((producer) => producer.close()));
  shared.ballastQueues?.clear();
}
