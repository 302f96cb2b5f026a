import { db, type Tx } from '#lib/platform/index.ts';

export type OutboxRow = { id: bigint; eventId: string; topic: string; payload: unknown; createdAt: Date };

type Change = Partial<{ claimedBy: string | null; claimedAt: Date | null; sentAt: Date | null }>;
type Condition = { claimedBy?: string | null; sentAt?: null | { lt: Date } };

// Consumers delete confirmed rows meanwhile, in another order of locks: a lost conflict is tried again, as that of every
// statement outside a transaction.
async function update(ids: bigint[], where: Condition, data: Change): Promise<number> {
  const { count } = await db().outboxMessage.updateMany({ where: { ...where, id: { in: ids } }, data });
  return count;
}

/** Which rows: what was written since `after`, the newest first, or what was written before, the oldest first. */
export type Lane = { after: Date } | { before: Date };

/**
 * Claims up to `limit` unsent rows of a lane for `token`, but none of the topics in `except`. Rows are picked without
 * locks and then claimed by key, so a checkout that inserts meanwhile waits for nobody; of two relays only one gets a row.
 */
export async function claim(
  token: string,
  { lane, limit, except, now }: { lane: Lane; limit: number; except: string[]; now: Date },
): Promise<OutboxRow[]> {
  const fresh = 'after' in lane;
  const picked = await db().outboxMessage.findMany({
    where: {
      sentAt: null,
      claimedBy: null,
      createdAt: fresh ? { gte: lane.after } : { lt: lane.before },
      ...(except.length > 0 ? { topic: { notIn: except } } : {}),
    },
    orderBy: { id: fresh ? 'desc' : 'asc' },
    take: limit,
    select: { id: true },
  });
  if (picked.length === 0) return [];
  const ids = picked.map((row) => row.id);
  const count = await update(ids, { sentAt: null, claimedBy: null }, { claimedBy: token, claimedAt: now });
  if (count === 0) return [];
  return db().outboxMessage.findMany({
    where: { id: { in: ids }, claimedBy: token, sentAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, eventId: true, topic: true, payload: true, createdAt: true },
  });
}

/** Marks rows as published, of those only that this token still holds. */
export async function markSent(ids: bigint[], token: string, now: Date): Promise<void> {
  await update(ids, { claimedBy: token, sentAt: null }, { sentAt: now });
}

/** Gives claimed rows back; with `before`, only claims older than that, whoever holds them. */
export async function release(input: { token: string } | { before: Date }): Promise<number> {
  const held = await db().outboxMessage.findMany({
    where: {
      sentAt: null,
      ...('token' in input ? { claimedBy: input.token } : { claimedAt: { lt: input.before } }),
    },
    take: 1_000,
    select: { id: true },
  });
  if (held.length === 0) return 0;
  const ids = held.map((row) => row.id);
  return update(ids, { sentAt: null }, { claimedBy: null, claimedAt: null });
}

/** Removes a row whose effect is done or needs no doing: what stays in the outbox is what is unconfirmed. */
export async function confirm(tx: Tx, outboxId: bigint): Promise<void> {
  await tx.outboxMessage.deleteMany({ where: { id: outboxId } });
}

/**
 * Whether an earlier event of the same order still waits to be confirmed by this consumer. What is parked for staff
 * holds up nobody.
 */
export async function hasEarlierUnconfirmed(of: {
  orderId: string;
  version: number;
  topic: string;
}): Promise<boolean> {
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM order_events e
    JOIN outbox o ON o.event_id = e.event_id AND o.topic = ${of.topic}
    LEFT JOIN consumer_inbox i ON i.consumer = ${of.topic} AND i.event_id = e.event_id
    WHERE e.order_id = ${of.orderId} AND e.version < ${of.version}
      AND (i.status IS NULL OR i.status IN ('processing', 'retrying'))
    LIMIT 1`;
  return rows.length > 0;
}

/** Makes rows sent before `before` unsent again, unless their effect is parked for staff or just being tried. */
export async function unsendUnconfirmed(before: Date, limit: number): Promise<number> {
  const lost = await db().$queryRaw<{ id: bigint }[]>`
    SELECT o.id FROM outbox o
    LEFT JOIN consumer_inbox i ON i.consumer = o.topic AND i.event_id = o.event_id
    WHERE o.sent_at < ${before}
      AND (i.status IS NULL OR (i.status <> 'failed' AND i.updated_at < ${before}))
    ORDER BY o.sent_at, o.id LIMIT ${limit}`;
  if (lost.length === 0) return 0;
  const ids = lost.map((row) => row.id);
  return update(ids, { sentAt: { lt: before } }, { sentAt: null, claimedBy: null, claimedAt: null });
}
