import { db, type Tx } from '#lib/platform/index.ts';

export type InboxKey = { consumer: string; eventId: string };
/** `failed` waits for staff, `dismissed` was given up by them: neither runs. */
export type InboxStatus = 'processing' | 'retrying' | 'done' | 'failed' | 'dismissed';
export type InboxEnd = Extract<InboxStatus, 'done' | 'failed' | 'dismissed'>;

const isEnd = (status: string | undefined): status is InboxEnd =>
  status === 'done' || status === 'failed' || status === 'dismissed';

async function statusOf(tx: Tx, key: InboxKey): Promise<InboxStatus> {
  const rows = await tx.$queryRaw<{ status: InboxStatus }[]>`
    SELECT status FROM consumer_inbox
    WHERE consumer = ${key.consumer} AND event_id = ${key.eventId} FOR UPDATE`;
  return rows[0]?.status ?? 'processing';
}

/**
 * Marks an event done in the effect's own transaction. `first` only for the one transaction that may run the
 * effect; a double waits here until that one has ended.
 */
export async function enterAsDone(tx: Tx, key: InboxKey, now: Date): Promise<'first' | InboxEnd> {
  const inserted = await tx.$executeRaw`
    INSERT IGNORE INTO consumer_inbox (consumer, event_id, status, attempts, updated_at)
    VALUES (${key.consumer}, ${key.eventId}, 'done', 1, ${now})`;
  if (inserted > 0) return 'first';
  const status = await statusOf(tx, key);
  if (isEnd(status)) return status;
  await finish(tx, key, now, 1);
  return 'first';
}

/** Marks an event done; `attempts` is added to the count. */
export async function finish(tx: Tx, key: InboxKey, now: Date, attempts = 0): Promise<void> {
  await tx.$executeRaw`
    UPDATE consumer_inbox
    SET status = 'done', attempts = attempts + ${attempts}, last_error = NULL, updated_at = ${now}
    WHERE consumer = ${key.consumer} AND event_id = ${key.eventId}`;
}

/**
 * Claims an event whose effect lies outside MySQL, for `leaseMs`: after that, its holder counts as dead.
 * `busy` means another worker holds it now.
 */
export async function claimForOutside(
  key: InboxKey,
  now: Date,
  leaseMs: number,
): Promise<'claimed' | 'busy' | InboxEnd> {
  const inserted = await db().$executeRaw`
    INSERT IGNORE INTO consumer_inbox (consumer, event_id, status, attempts, updated_at)
    VALUES (${key.consumer}, ${key.eventId}, 'processing', 1, ${now})`;
  if (inserted > 0) return 'claimed';
  const expired = new Date(now.getTime() - leaseMs);
  const taken = await db().$executeRaw`
    UPDATE consumer_inbox SET status = 'processing', attempts = attempts + 1, updated_at = ${now}
    WHERE consumer = ${key.consumer} AND event_id = ${key.eventId}
      AND (status = 'retrying' OR (status = 'processing' AND updated_at < ${expired}))`;
  if (taken > 0) return 'claimed';
  const row = await db().consumerInbox.findUnique({ where: { consumer_eventId: key } });
  return isEnd(row?.status) ? row.status : 'busy';
}

/**
 * Keeps a failed try for staff to see and answers whether it is the last one: `final` ones, and the
 * `maxAttempts`-th, park the effect. An effect that is done stays done.
 */
export async function recordFailure(
  key: InboxKey,
  input: { error: string; final: boolean; counted: boolean; maxAttempts: number; now: Date },
): Promise<'retrying' | InboxEnd> {
  const { final, maxAttempts, now } = input;
  const error = Array.from(input.error.toWellFormed()).slice(0, 1_000).join('');
  const more = input.counted ? 0 : 1;
  await db().$executeRaw`
    INSERT IGNORE INTO consumer_inbox (consumer, event_id, status, attempts, updated_at)
    VALUES (${key.consumer}, ${key.eventId}, 'retrying', 0, ${now})`;
  // MySQL assigns from left to right: status is computed before attempts is raised.
  await db().$executeRaw`
    UPDATE consumer_inbox
    SET status = IF(${final ? 1 : 0} = 1 OR attempts + ${more} >= ${maxAttempts}, 'failed', 'retrying'),
        attempts = attempts + ${more}, last_error = ${error}, updated_at = ${now}
    WHERE consumer = ${key.consumer} AND event_id = ${key.eventId} AND status NOT IN ('done', 'dismissed')`;
  const row = await db().consumerInbox.findUnique({ where: { consumer_eventId: key } });
  return isEnd(row?.status) ? row.status : 'retrying';
}
