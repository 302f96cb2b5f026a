import { type Ctx, db, json, type Tx } from '#lib/platform/index.ts';

export type PendingInvalidation = { id: bigint; tags: string[] };

/** Writes what has to be purged, in the transaction of the change. @returns its id. */
export async function insertInvalidation(tx: Tx, ctx: Ctx, tags: string[], reason: string): Promise<bigint> {
  const row = await tx.cacheInvalidation.create({
    data: { tags: json(tags), reason: reason.slice(0, 120), createdAt: ctx.now() },
    select: { id: true },
  });
  return row.id;
}

/** The oldest invalidations not yet acknowledged, at most `limit`. */
export async function pendingInvalidations(limit: number): Promise<PendingInvalidation[]> {
  const rows = await db().cacheInvalidation.findMany({
    where: { acknowledgedAt: null },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true, tags: true },
  });
  return rows.map(({ id, tags }) => ({ id, tags: Array.isArray(tags) ? tags.map(String) : [] }));
}

/** The sequence of the last purge that any process began; `1` in a new shop. */
export async function lastSequence(): Promise<string> {
  const row = await db().cacheState.findUnique({ where: { id: 1 } });
  return String(row?.sequence ?? 1);
}

/** Says that a purge with this sequence begins, before any Varnish hears of it. Never lowers what is there. */
export async function publishSequence(sequence: string): Promise<void> {
  await db().$executeRaw`
    INSERT INTO cache_state (id, sequence) VALUES (1, ${BigInt(sequence)})
    ON DUPLICATE KEY UPDATE sequence = GREATEST(sequence, VALUES(sequence))`;
}

export type Purge = { id: string; tags: number; pages: number; durationMs: number };

/** Notes that one purge has carried out these invalidations in every layer. */
export async function acknowledge(ids: bigint[], at: Date, purge: Purge): Promise<void> {
  await db().$transaction([
    db().cachePurge.create({ data: { ...purge, purgedAt: at } }),
    db().cacheInvalidation.updateMany({
      where: { id: { in: ids } },
      data: { acknowledgedAt: at, durationMs: purge.durationMs, purgeId: purge.id },
    }),
  ]);
}

/** The purges that carried out these invalidations, whichever process ran them; none for one that was rolled back. */
export async function purgesOf(ids: bigint[]): Promise<Purge[]> {
  const rows = await db().cacheInvalidation.findMany({
    where: { id: { in: ids }, purgeId: { not: null } },
    select: { purgeId: true },
  });
  const purges = [...new Set(rows.flatMap(({ purgeId }) => purgeId ?? []))];
  return db().cachePurge.findMany({
    where: { id: { in: purges } },
    select: { id: true, tags: true, pages: true, durationMs: true },
  });
}

/** How many invalidations are not acknowledged yet; with a moment, of those from before it. */
export async function countPending(before?: Date): Promise<number> {
  return db().cacheInvalidation.count({
    where: { acknowledgedAt: null, ...(before ? { createdAt: { lt: before } } : {}) },
  });
}

export type LoggedPurge = Purge & { purgedAt: Date; reasons: string[]; tagNames: string[] };

/** The newest purges with what they were for. */
export async function findPurges(take: number): Promise<LoggedPurge[]> {
  const purges = await db().cachePurge.findMany({ orderBy: { purgedAt: 'desc' }, take });
  const rows = await db().cacheInvalidation.findMany({
    where: { purgeId: { in: purges.map(({ id }) => id) } },
    select: { purgeId: true, reason: true, tags: true },
    take: 2_000,
  });
  const own = Map.groupBy(rows, ({ purgeId }) => purgeId);
  return purges.map((purge) => {
    const noted = own.get(purge.id) ?? [];
    return {
      ...purge,
      reasons: [...new Set(noted.map(({ reason }) => reason))],
      tagNames: [...new Set(noted.flatMap(({ tags }) => (Array.isArray(tags) ? tags.map(String) : [])))],
    };
  });
}

/** Forgets what was purged before an instant, at most `limit` rows of each kind. @returns how many rows went. */
export async function forgetPurges(before: Date, limit: number): Promise<number> {
  return (
    (await db()
      .$executeRaw`DELETE FROM cache_invalidations WHERE acknowledged_at < ${before} LIMIT ${limit}`) +
    (await db().$executeRaw`DELETE FROM cache_purges WHERE purged_at < ${before} LIMIT ${limit}`)
  );
}
