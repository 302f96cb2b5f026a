import type { GatewayEvent, Told } from '#lib/payments/index.ts';
import { type Ctx, db, insertRows, isUniqueViolation, type Tx } from '#lib/platform/index.ts';

/** Stores a webhook's event once. @returns false when it was stored before. */
export async function storeWebhook(ctx: Ctx, gateway: string, event: GatewayEvent): Promise<boolean> {
  try {
    await insertRows(db(), 'webhook_events', [
      {
        gateway,
        eventId: event.id,
        type: event.type,
        attemptKey: event.attemptKey?.slice(0, 120) ?? null,
        checkoutId: event.checkoutId?.slice(0, 36) ?? null,
        reference: event.reference?.slice(0, 255) ?? null,
        payload: JSON.stringify(event.payload),
        receivedAt: ctx.now(),
      },
    ]);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

export type StoredWebhook = {
  gateway: string;
  eventId: string;
  type: string;
  attemptKey: string | null;
  checkoutId: string | null;
  reference: string | null;
  payload: unknown;
  receivedAt: Date;
  processedAt: Date | null;
};

/** A gateway's event as it was stored when it came; null for one that never did, or was forgotten. */
export function findWebhook(gateway: string, eventId: string): Promise<StoredWebhook | null> {
  return db().webhookEvent.findUnique({ where: { gateway_eventId: { gateway, eventId } } });
}

/** What the gateway has said of an attempt so far, oldest first. */
export async function toldOf(gateway: string, attemptKey: string): Promise<Told[]> {
  const most = 50;
  return db().webhookEvent.findMany({
    where: { gateway, attemptKey },
    orderBy: { receivedAt: 'asc' },
    take: most,
    select: { type: true, payload: true },
  });
}

/** Marks it as done, in the transaction of what it caused if it caused anything here. @throws when it was never stored. */
export async function markWebhookProcessed(
  ctx: Ctx,
  { gateway, eventId }: Pick<StoredWebhook, 'gateway' | 'eventId'>,
  client: Pick<Tx, 'webhookEvent'> = db(),
): Promise<void> {
  const { count } = await client.webhookEvent.updateMany({
    where: { gateway, eventId },
    data: { processedAt: ctx.now() },
  });
  if (count === 0) throw new Error(`There is no event ${eventId} of ${gateway}`);
}

/** Stored and not processed, received between the two moments, oldest first. */
export function waitingWebhooks(
  after: Date,
  before: Date,
  limit: number,
): Promise<{ gateway: string; eventId: string }[]> {
  return db().webhookEvent.findMany({
    where: { processedAt: null, receivedAt: { gte: after, lte: before } },
    orderBy: { receivedAt: 'asc' },
    take: limit,
    select: { gateway: true, eventId: true },
  });
}
