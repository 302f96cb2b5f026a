import { recordAudit } from '#lib/audit/index.ts';
import { type Ctx, db, type Tx, withTransaction } from '#lib/platform/index.ts';
import type { OrderEvent } from './events.ts';
import { eventById, insertOutbox } from './orders.repository.ts';
import { type ConsumerName, consumerNames } from './subscriptions.ts';
import type { DeadLetter, EffectStatus } from './types.ts';

type EffectRow = {
  consumer: string;
  eventId: string;
  status: EffectStatus;
  attempts: number;
  lastError: string | null;
  updatedAt: Date;
};

/** What each consumer did about these events. */
export async function effectsOf(
  eventIds: string[],
  consumers: readonly ConsumerName[],
): Promise<EffectRow[]> {
  const rows = await db().consumerInbox.findMany({
    where: { consumer: { in: [...consumers] }, eventId: { in: eventIds } },
  });
  return rows as EffectRow[];
}

/** Which consumers were asked for effects of these events and have not confirmed them. */
export function outboxOf(eventIds: string[]): Promise<{ topic: string; eventId: string }[]> {
  return db().outboxMessage.findMany({
    where: { eventId: { in: eventIds } },
    select: { topic: true, eventId: true },
  });
}

/** Parked effects with the event that asked for each, the latest first. */
export async function failedEffects({ page, size }: { page: number; size: number }) {
  const [total, rows] = await Promise.all([
    db().consumerInbox.count({ where: { status: 'failed' } }),
    db().$queryRaw<(Omit<DeadLetter, 'reason'> & { lastError: string | null })[]>`
      SELECT i.consumer, i.event_id AS eventId, i.attempts, i.last_error AS lastError, i.updated_at AS failedAt,
             e.order_id AS orderId, e.type AS eventType, o.number AS orderNumber
      FROM consumer_inbox i JOIN order_events e ON e.event_id = i.event_id
      LEFT JOIN orders o ON o.id = e.order_id
      WHERE i.status = 'failed' ORDER BY i.updated_at DESC LIMIT ${size} OFFSET ${(page - 1) * size}`,
  ]);
  return { total, letters: rows.map(({ lastError, ...row }) => ({ ...row, reason: lastError ?? '' })) };
}

type EffectKey = { consumer: string; eventId: string };

// Looked up first and deleted by key: deleting by topic would hold every row of the outbox.
async function deleteOutbox(tx: Tx, { consumer, eventId }: EffectKey): Promise<void> {
  const old = await tx.outboxMessage.findMany({ where: { eventId, topic: consumer }, select: { id: true } });
  await tx.outboxMessage.deleteMany({ where: { id: { in: old.map((row) => row.id) } } });
}

function auditEffect(tx: Tx, ctx: Ctx, action: string, key: EffectKey, orderId: string, note: string) {
  const subject = `order:${orderId}`;
  return recordAudit(tx, ctx, { action, subject, before: { status: 'failed' }, after: { ...key, note } });
}

/** Turns a parked effect into one to be tried again and has its message published anew. */
export async function unparkEffect(
  ctx: Ctx,
  { consumer, eventId, note = '' }: EffectKey & { note?: string },
): Promise<boolean> {
  const key = { consumer, eventId };
  const now = ctx.now();
  return withTransaction(async (tx) => {
    const event = await tx.orderEvent.findUnique({ where: { eventId } });
    if (!event) return false;
    const { count } = await tx.consumerInbox.updateMany({
      where: { ...key, status: 'failed' },
      data: { status: 'retrying', attempts: 0, updatedAt: now, note },
    });
    if (count === 0) return false;
    // The old row goes, whatever its state; a message in flight finds the effect done or does it.
    await deleteOutbox(tx, key);
    const payload = { orderId: event.orderId, version: event.version, type: event.type };
    await insertOutbox(tx, [{ eventId, topic: consumer, payload, createdAt: now }]);
    await auditEffect(tx, ctx, 'effect.retry', key, event.orderId, note);
    return true;
  });
}

/** Gives a parked effect up: its message goes, its row stays with the note. Answers the event, null if nothing was parked. */
export async function dismissFailed(
  tx: Tx,
  ctx: Ctx,
  { consumer, eventId, note }: EffectKey & { note: string },
): Promise<{ orderId: string; known: OrderEvent | undefined } | null> {
  const key = { consumer, eventId };
  const { count } = await tx.consumerInbox.updateMany({
    where: { ...key, status: 'failed' },
    data: { status: 'dismissed', updatedAt: ctx.now(), note },
  });
  if (count === 0) return null;
  const event = await eventById(tx, eventId);
  await deleteOutbox(tx, key);
  await auditEffect(tx, ctx, 'effect.dismiss', key, event?.orderId ?? 'unknown', note);
  return event ?? { orderId: 'unknown', known: undefined };
}

/** Consumers with how many effects of theirs are parked for staff. */
export async function countDeadLetters(): Promise<{ consumer: ConsumerName; count: number }[]> {
  const rows = await db().consumerInbox.groupBy({
    by: ['consumer'],
    where: { status: 'failed' },
    _count: { _all: true },
  });
  return consumerNames.map((consumer) => ({
    consumer,
    count: rows.find((row) => row.consumer === consumer)?._count._all ?? 0,
  }));
}

/** Of the oldest 10,000 effects that are not confirmed: how many wait for each consumer, and since when. */
export async function waitingEffects(): Promise<
  { consumer: ConsumerName; count: number; since: Date | null }[]
> {
  const rows = await db().$queryRaw<{ topic: string; count: bigint; since: Date }[]>`
    SELECT o.topic, COUNT(*) AS count, MIN(o.created_at) AS since
    FROM (SELECT topic, event_id, created_at FROM outbox ORDER BY id LIMIT 10000) o
    LEFT JOIN consumer_inbox i ON i.consumer = o.topic AND i.event_id = o.event_id
    WHERE i.status IS NULL OR i.status NOT IN ('failed', 'dismissed')
    GROUP BY o.topic`;
  return consumerNames.map((consumer) => {
    const row = rows.find(({ topic }) => topic === consumer);
    return { consumer, count: Number(row?.count ?? 0), since: row?.since ?? null };
  });
}
