import { type Ctx, db, json, type Tx } from '#lib/platform/index.ts';

export type PendingInvalidation = { id: bigint; tags: string[] };

export async function insertInvalidation(tx: Tx, ctx: Ctx, tags: string[], reason: string): Promise<void> {
  await tx.cacheInvalidation.create({
    data: { tags: json(tags), reason: reason.slice(0, 120), createdAt: ctx.now() },
  });
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

export async function acknowledge(ids: bigint[], at: Date, durationMs: number): Promise<void> {
  await db().cacheInvalidation.updateMany({
    where: { id: { in: ids } },
    data: { acknowledgedAt: at, durationMs: Math.round(durationMs) },
  });
}

export async function countPending(): Promise<number> {
  return db().cacheInvalidation.count({ where: { acknowledgedAt: null } });
}
