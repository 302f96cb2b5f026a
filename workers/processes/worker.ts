import { consumerNames } from '#lib/orders/index.ts';
import { runProcess, systemContext } from '#lib/platform/index.ts';
import { startTracing } from '#lib/tracing/index.ts';
import { startMailer } from '#workers/mail/mail.ts';
import { consumers, startConsumer } from '#workers/order-consumers/index.ts';
import { startRelay } from '#workers/outbox-relay/relay.ts';
import { startWebhookWorker } from '#workers/payment-webhooks/webhook-worker.ts';
import { schedules } from '#workers/schedules/index.ts';

type Running = { stop: () => Promise<void> };

const parts: Record<string, () => Running> = {
  'payment-webhooks': startWebhookWorker,
  relay: () => startRelay(systemContext('worker:relay')),
  ...Object.fromEntries(
    consumerNames.map((name) => [
      name,
      () => {
        const worker = startConsumer(consumers[name]);
        return { stop: () => worker.close() };
      },
    ]),
  ),
  mail: () => {
    const mailer = startMailer();
    return { stop: () => mailer.close() };
  },
  ...schedules,
};

/** `node workers/processes/worker.ts [part …]`: all parts when none is named; `--without part …` all but those. */
const [first, ...rest] = process.argv.slice(2);
const without = first === '--without';
const named = without ? rest : process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const tracing = startTracing('worker');
let running: Running[] = [];
await runProcess('worker', {
  start: async () => {
    running = Object.entries(parts)
      .filter(([name]) => named.length === 0 || named.includes(name) !== without)
      .map(([, start]) => start());
  },
  stop: async () => {
    await Promise.allSettled(running.map((part) => part.stop()));
    await tracing.stop();
  },
});
