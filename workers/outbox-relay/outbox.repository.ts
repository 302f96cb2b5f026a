import { db, Prisma, type Tx } from '#lib/platform/index.ts';
import type { Lane } from './lanes.ts';

export type OutboxRow = { id: bigint; eventId: string; topic: string; payload: unknown; createdAt: Date };

// Keys in the statement, not in a JSON_TABLE joined to it: Galera refuses an UPDATE that names a table it cannot replicate.
function update(ids: readonly bigint[], change: Prisma.Sql, where: Prisma.Sql): Promise<number> {
  if (ids.length === 0) return Promise.resolve(0);
  return db()
    .$executeRaw`UPDATE outbox o SET ${change} WHERE o.id IN (${Prisma.join([...ids])}) AND ${where}`;
}
const unclaimed = Prisma.sql`o.claimed_by = NULL, o.claimed_at = NULL`;
const unsent = Prisma.sql`o.sent_at IS NULL`;

/**
 * Claims up to `limit` unsent rows of a lane for `token`, but none of the topics in `except`. Rows are picked without
 * locks and then claimed by key, so a checkout that inserts meanwhile waits for nobody; of two relays only one gets a row.
 */
export async function claim(
  token: string,
  { lane, limit, except, now }: { lane: Lane; limit: number; except: string[]; now: Date },
): Promise<OutboxRow[]> {
  const fresh = 'after' in lane;
  const without = [...except, ...(lane.but ?? [])];
  const picked = await db().outboxMessage.findMany({
    where: {
      sentAt: null,
      claimedBy: null,
      createdAt: fresh ? { gte: lane.after } : { lt: lane.before },
      topic: { notIn: without, ...(lane.only ? { in: [...lane.only] } : {}) },
    },
    orderBy: { id: fresh ? 'desc' : 'asc' },
    take: limit,
    select: { id: true, eventId: true, topic: true, payload: true, createdAt: true },
  });
  if (picked.length === 0) return [];
  const ids = picked.map((row) => row.id);
  const claimed = Prisma.sql`o.claimed_by = ${token}, o.claimed_at = ${now}`;
  const count = await update(ids, claimed, Prisma.sql`${unsent} AND o.claimed_by IS NULL`);
  if (count === 0) return [];
  // All of them, as ever when no other relay works: what a row says never changes.
  const inTurn = fresh ? picked.reverse() : picked;
  if (count === picked.length) return inTurn;
  const held = await db().outboxMessage.findMany({
    where: { id: { in: ids }, claimedBy: token, sentAt: null },
    select: { id: true },
  });
  const own = new Set(held.map(({ id }) => id));
  return inTurn.filter(({ id }) => own.has(id));
}

/** Marks rows as published, of those only that this token still holds. */
export async function markSent(ids: bigint[], token: string, now: Date): Promise<void> {
  await update(ids, Prisma.sql`o.sent_at = ${now}`, Prisma.sql`${unsent} AND o.claimed_by = ${token}`);
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
  return update(ids, unclaimed, unsent);
}

/** Removes a row whose effect is done or needs no doing: what stays in the outbox is what is unconfirmed. */
export async function confirm(tx: Tx, outboxId: bigint): Promise<void> {
  await tx.outboxMessage.deleteMany({ where: { id: outboxId } });
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
  return update(ids, Prisma.sql`o.sent_at = NULL, ${unclaimed}`, Prisma.sql`o.sent_at < ${before}`);
}
