import { z } from 'zod';
import { processWebhook, sweepWebhooks, webhookQueue } from '#lib/checkout/index.ts';
import { systemContext, worker } from '#lib/platform/index.ts';
import { every } from '#workers/schedules/every.ts';

const jobSchema = z.object({ gateway: z.string(), eventId: z.string() });
const sweepMs = 5_000;

/** Processes stored webhooks of the gateways as their jobs come, and sweeps up those whose job failed or was lost. */
export function startWebhookWorker(): { stop: () => Promise<void> } {
  const ctx = systemContext('worker:payment-webhooks');
  const running = worker(webhookQueue, async (job) => processWebhook(ctx, jobSchema.parse(job.data)));
  const sweeper = every('payment-webhooks', sweepMs, () => sweepWebhooks(ctx));
  return {
    stop: async () => {
      await Promise.all([running.close(), sweeper.stop()]);
    },
  };
}
