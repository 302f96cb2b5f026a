import { z } from 'zod';
import { MailRefused, recordMailSent, sendQueuedMail } from '#lib/mail/index.ts';
import {
  type Ctx,
  logger,
  systemContext,
  type Worker,
  withTransaction,
  worker,
} from '#lib/platform/index.ts';
import { BusyError, within } from '#workers/order-consumers/errors.ts';
import { claimForOutside, finish, recordFailure } from '#workers/order-consumers/inbox.repository.ts';
import {
  leaseMs,
  outsideTimeoutMs,
  reasonOf,
  retryPolicy,
  workerOptions,
} from '#workers/order-consumers/pipeline.ts';
import { confirm } from '#workers/outbox-relay/outbox.repository.ts';

const messageSchema = z.object({ outboxId: z.string().regex(/^\d+$/), eventId: z.uuid() });

/**
 * Sends the queued mail a message names, as the consumers of order events do: the claim comes before sending,
 * failures are kept, and what is refused or failed too often waits for staff.
 * @throws when the message should come again later.
 */
export async function sendQueued(
  data: unknown,
  ctx: Ctx = systemContext('worker:mail'),
  policy = retryPolicy,
): Promise<void> {
  const log = logger('mail');
  const parsed = messageSchema.safeParse(data);
  if (!parsed.success) {
    log.error({ data, issues: parsed.error.issues }, 'unreadable message dropped');
    return;
  }
  const { outboxId, eventId } = parsed.data;
  const key = { consumer: 'mail', eventId };
  const claimed = await claimForOutside(key, ctx.now(), leaseMs);
  if (claimed === 'busy') throw new BusyError(`Another worker is at mail ${eventId}`);
  if (claimed === 'failed') return;
  try {
    if (claimed === 'claimed') await within(outsideTimeoutMs, () => sendQueuedMail(eventId));
    await withTransaction(async (tx) => {
      await recordMailSent(tx, ctx, eventId);
      await finish(tx, key, ctx.now());
      await confirm(tx, BigInt(outboxId));
    });
  } catch (error) {
    const outcome = await recordFailure(key, {
      error: reasonOf(error),
      final: error instanceof MailRefused,
      counted: true,
      maxAttempts: policy.maxAttempts,
      now: ctx.now(),
    });
    if (outcome === 'done') return;
    log.warn({ mailId: eventId, reason: reasonOf(error), outcome }, 'mail not sent');
    if (outcome !== 'failed') throw error;
  }
}

/** Starts the worker of queued mails. */
export function startMailer(policy = retryPolicy): Worker {
  return worker('mail', (job) => sendQueued(job.data, undefined, policy), workerOptions(policy));
}
