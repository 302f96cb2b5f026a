import { createHash } from 'node:crypto';
import { gateway } from '#lib/payments/index.ts';
import { addJobs, type Ctx, ok, type Result } from '#lib/platform/index.ts';
import { storeWebhook } from './webhook.repository.ts';

/** The queue of stored webhooks; a job names gateway and event. */
export const webhookQueue = 'payment-webhooks';
/** The gateway waits meanwhile, and the sweep finds what was not queued. */
const queueLimitMs = 500;

/**
 * Takes a gateway's webhook: verified on the raw body, each event stored once under `(gateway, event id)`, and only
 * then acknowledged. Processing is a job; when the queue is away `sweepWebhooks` does without it.
 */
export async function receiveWebhook(
  ctx: Ctx,
  input: { gateway: string; rawBody: string; signature: string },
): Promise<Result<{ known: boolean }, { kind: 'bad_signature' }>> {
  const source = gateway(input.gateway);
  const events = source.verifyWebhook(input.rawBody, input.signature);
  if (!events.ok) return events;
  let known = true;
  for (const event of events.value) {
    if (!(await storeWebhook(ctx, source.name, event))) continue;
    known = false;
    await enqueue(source.name, event.id).catch(() => undefined);
  }
  return ok({ known });
}

async function enqueue(name: string, eventId: string): Promise<void> {
  // A job's id may hold no colon, and Adyen's events have some.
  const jobId = createHash('sha256').update(`${name} ${eventId}`).digest('hex');
  const job = { name: 'event', data: { gateway: name, eventId }, opts: { jobId } };
  await addJobs(webhookQueue, [job], queueLimitMs);
}
