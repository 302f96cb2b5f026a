import { db } from '#lib/platform/index.ts';
import type { StoryAttempt, StoryWebhook } from './payment-story.ts';
import { attemptStates } from './states.ts';

const most = 100;

/** A checkout's attempts, oldest first. */
export async function attemptsOf(checkoutId: string): Promise<StoryAttempt[]> {
  const rows = await db().paymentAttempt.findMany({
    where: { checkoutId },
    orderBy: { createdAt: 'asc' },
    take: most,
    select: {
      idempotencyKey: true,
      gateway: true,
      status: true,
      amountMinor: true,
      currency: true,
      gatewayRef: true,
      errorCode: true,
      createdAt: true,
      updatedAt: true,
    },
  });
  return rows.map(({ idempotencyKey, gatewayRef, status, ...row }) => ({
    ...row,
    key: idempotencyKey,
    reference: gatewayRef,
    status: attemptStates.find((known) => known === status) ?? 'started',
  }));
}

/** Found by the checkout's id or the attempt's key, which begins with it: gateways send back one or the other. */
export async function webhooksOf(checkoutId: string): Promise<StoryWebhook[]> {
  return db().webhookEvent.findMany({
    where: { OR: [{ checkoutId }, { attemptKey: { startsWith: `${checkoutId}-` } }] },
    orderBy: { receivedAt: 'asc' },
    take: most,
    select: {
      gateway: true,
      eventId: true,
      type: true,
      attemptKey: true,
      receivedAt: true,
      processedAt: true,
    },
  });
}
