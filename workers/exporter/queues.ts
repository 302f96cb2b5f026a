import { webhookQueue } from '#lib/checkout/index.ts';
import { consumerNames } from '#lib/orders/index.ts';
import { gauge, queueState } from '#lib/platform/index.ts';

/** Every queue there is. */
const queueNames = [...consumerNames, webhookQueue, 'mail'] as const;

const jobs = () => gauge('ballast_queue_jobs', 'Jobs of a queue, by state', ['queue', 'state']);
const oldest = () =>
  gauge('ballast_queue_oldest_seconds', 'Age of the oldest job that waits to be taken', ['queue']);

/** Exports depth and oldest age of every queue. @throws when the queue's Redis is away. */
export async function sampleQueues(now = Date.now()): Promise<void> {
  for (const name of queueNames) {
    const { counts, oldestAt } = await queueState(name);
    for (const [state, count] of Object.entries(counts)) jobs().set({ queue: name, state }, count);
    oldest().set({ queue: name }, oldestAt === null ? 0 : Math.max(0, (now - oldestAt) / 1_000));
  }
}
