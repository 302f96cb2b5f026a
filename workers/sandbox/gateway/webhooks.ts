import { setTimeout as wait } from 'node:timers/promises';
import Stripe from 'stripe';
import { logger } from '#lib/platform/index.ts';

const log = logger('sandbox:gateway');
const delaysMs = [0, 1_000, 5_000, 15_000, 60_000];
const timeoutMs = 10_000;
const signer = new Stripe('sk_test_signer');

/** Sends an event like Stripe: signed, at least once, again after a failure, a bounded number of times. */
export async function deliver(
  target: { url: string; secret: string },
  event: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const payload = JSON.stringify(event);
  for (const delay of delaysMs) {
    try {
      await wait(delay, undefined, { signal });
      const signature = signer.webhooks.generateTestHeaderString({ payload, secret: target.secret });
      const response = await fetch(target.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'stripe-signature': signature },
        body: payload,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      await response.arrayBuffer();
      if (response.ok) return;
      log.warn({ event: event.id, status: response.status }, 'webhook refused');
    } catch (error) {
      if (signal.aborted) return;
      log.warn({ event: event.id, error: String(error) }, 'webhook not delivered');
    }
  }
}
