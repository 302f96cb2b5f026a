import { type Ctx, inSpan, inTrace, logger } from '#lib/platform/index.ts';
import { findByAttempt, findCheckout } from './checkout.repository.ts';
import { isTrouble, reportTrouble } from './report-trouble.ts';
import { settle, settleAbandoned } from './settle.ts';
import { isUnsettled } from './states.ts';
import {
  findWebhook,
  markWebhookProcessed,
  type StoredWebhook,
  waitingWebhooks,
} from './webhook.repository.ts';

const log = logger('checkout');
const sweepAfterMs = 5_000;
const sweepUntilMs = 3 * 24 * 60 * 60_000;
const batch = 100;

/**
 * Processes a stored event, any number of times and in any order: what it says of money is a hint, the checkout it
 * speaks of is settled with the gateway, and an attempt the checkout has left behind is withdrawn at once.
 */
export async function processWebhook(
  ctx: Ctx,
  { gateway, eventId }: { gateway: string; eventId: string },
): Promise<void> {
  const event = await findWebhook(gateway, eventId);
  if (!event || event.processedAt) return;
  const checkout = await checkoutOf(event);
  // Goes on in the trace of the purchase, so that an order which a webhook completes has one.
  await inTrace(checkout?.details.trace, () =>
    inSpan(`webhook ${gateway} ${event.type}`, { role: 'consumer' }, async () => {
      if (isTrouble(event)) return reportTrouble(ctx, event, checkout);
      // Most come when the paying request has finished: nothing is left to ask the gateway.
      const settled = checkout && isUnsettled(checkout.status) ? await settle(ctx, checkout.id) : checkout;
      if (settled?.attempts.some(({ status }) => status === 'abandoned')) await settleAbandoned(ctx, settled);
      await markWebhookProcessed(ctx, event);
    }),
  );
}

async function checkoutOf({ gateway, attemptKey, checkoutId, reference }: StoredWebhook) {
  const byAttempt = await findByAttempt(gateway, { attemptKey, reference });
  return byAttempt ?? (checkoutId ? findCheckout(checkoutId) : null);
}

/** Processes what was stored a while ago and whose job was lost or failed. @returns how many were looked at. */
export async function sweepWebhooks(ctx: Ctx): Promise<number> {
  const now = ctx.now().getTime();
  const waiting = await waitingWebhooks(new Date(now - sweepUntilMs), new Date(now - sweepAfterMs), batch);
  for (const event of waiting) {
    try {
      await processWebhook(ctx, event);
    } catch (error) {
      log.warn(
        { ...event, error: error instanceof Error ? error.message : String(error) },
        'not processed yet',
      );
    }
  }
  return waiting.length;
}
