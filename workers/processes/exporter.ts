import { runProcess, systemContext } from '#lib/platform/index.ts';
import { sampleBacklogs, sampleBusiness, sampleStock } from '#workers/exporter/business.ts';
import { sampleEdge } from '#workers/exporter/edge.ts';
import { sampleMachine } from '#workers/exporter/machine.ts';
import { watchPrices } from '#workers/exporter/price-canary.ts';
import { sampleQueues } from '#workers/exporter/queues.ts';
import { sampleRedis } from '#workers/exporter/redis-roles.ts';
import { sampleVarnish } from '#workers/exporter/varnish.ts';
import { every, type Schedule } from '#workers/schedules/every.ts';

/**
 * `node workers/processes/exporter.ts`: exports what no single process knows: the business figures of the ledgers,
 * backlogs, queues, Redis, Varnish, the edge, the database and the disk, and whether pages show today's prices. Each by itself, so
 * that one that is away does not hide the others. With `edge`, only whom the edge whose folder it shares turns away: that is
 * for a pod of the edge.
 */
const ctx = systemContext('worker:exporter');
const sampleMs = 5_000;
const samples: Record<string, () => Promise<void>> = {
  business: () => sampleBusiness(ctx),
  backlogs: () => sampleBacklogs(ctx),
  queues: sampleQueues,
  redis: sampleRedis,
  varnish: sampleVarnish,
  edge: sampleEdge,
  machine: sampleMachine,
};

const sample = (name: string, job: () => Promise<void>) => every(`exporter-${name}`, sampleMs, job);
const [only] = process.argv.slice(2);
if (only !== undefined && only !== 'edge') {
  console.error(`Unknown part: ${only}. There is: edge`);
  process.exit(2);
}

let running: Schedule[] = [];
await runProcess('exporter', {
  start: async () => {
    running =
      only === 'edge'
        ? [sample('edge', sampleEdge)]
        : [
            ...Object.entries(samples).map(([name, job]) => sample(name, job)),
            every('exporter-stock', 60_000, sampleStock),
            every('price-canary', 60_000, watchPrices),
          ];
  },
  stop: async () => {
    await Promise.all(running.map((schedule) => schedule.stop()));
  },
});
