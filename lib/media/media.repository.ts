import { createHash } from 'node:crypto';
import { db, Prisma, type Tx } from '#lib/platform/index.ts';
import type { StoredImage } from './store-image.ts';

type Job = { hash: string; source: string; attempts: number };

export const hashOf = (source: string): string => createHash('sha256').update(source).digest('hex');

const rowsAtOnce = 1_000;

/** The pictures that were made of these sources, by source; held as they are until the transaction ends. */
export async function findStored(
  tx: Tx,
  sources: readonly string[],
): Promise<Map<string, Omit<StoredImage, 'id'>>> {
  const found = new Map<string, Omit<StoredImage, 'id'>>();
  for (let from = 0; from < sources.length; from += rowsAtOnce) {
    const hashes = sources.slice(from, from + rowsAtOnce).map(hashOf);
    const rows = await tx.$queryRaw<{ source: string; src: string; width: number; height: number }[]>`
      SELECT source, src, width, height FROM media_jobs
      WHERE hash IN (${Prisma.join(hashes)}) AND status = 'done' AND src IS NOT NULL LOCK IN SHARE MODE`;
    for (const { source, ...image } of rows) found.set(source, image);
  }
  return found;
}

/** Adds pictures to be had, as many as there are, or has those that failed tried again. */
export async function upsertJobs(
  tx: Tx,
  jobs: readonly { source: string; priority: number }[],
  now: Date,
): Promise<void> {
  // In one order, so that two imports of the same pictures do not wait for each other.
  const rows = jobs
    .map((job) => ({ ...job, hash: hashOf(job.source) }))
    .sort((one, other) => (one.hash < other.hash ? -1 : 1));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const list = JSON.stringify(rows.slice(from, from + rowsAtOnce));
    await tx.$executeRaw`
      INSERT INTO media_jobs (hash, source, priority, status, due_at, created_at)
      SELECT j.hash, j.source, j.wanted, 'queued', ${now}, ${now} FROM JSON_TABLE(${list}, '$[*]' COLUMNS (
        hash CHAR(64) PATH '$.hash', source VARCHAR(1024) PATH '$.source', wanted INT PATH '$.priority')) j
      ON DUPLICATE KEY UPDATE
        due_at = IF(status = 'failed', VALUES(due_at), due_at),
        attempts = IF(status = 'failed', 0, attempts),
        status = IF(status = 'failed', 'queued', status),
        priority = LEAST(priority, VALUES(priority))`;
  }
}

/** Claims the most wanted of the due jobs; null when there is none. Claims older than `lease` count as a dead worker's. */
export async function claimJob(token: string, now: Date, leaseMs: number): Promise<Job | null> {
  const expired = new Date(now.getTime() - leaseMs);
  const claimed = await db().$executeRaw`
    UPDATE media_jobs SET claimed_by = ${token}, claimed_at = ${now}, attempts = attempts + 1
    WHERE status = 'queued' AND due_at <= ${now} AND (claimed_at IS NULL OR claimed_at < ${expired})
    ORDER BY priority, due_at LIMIT 1`;
  if (claimed === 0) return null;
  return db().mediaJob.findFirst({
    where: { claimedBy: token, status: 'queued' },
    select: { hash: true, source: true, attempts: true },
  });
}

/** Marks a job as done and frees its claim. */
export async function finishJob(tx: Tx, hash: string, { src, width, height }: StoredImage): Promise<void> {
  const done = { status: 'done', src, width, height, claimedBy: null, claimedAt: null, lastError: null };
  await tx.mediaJob.update({ where: { hash }, data: done });
}

/** Keeps a failed try; with `dueAt` it comes again then, without it waits for staff. */
export async function failJob(tx: Tx, hash: string, error: string, dueAt: Date | null): Promise<void> {
  const lastError = Array.from(error.toWellFormed()).slice(0, 500).join('');
  const next = dueAt ? { dueAt } : { status: 'failed' };
  await tx.mediaJob.update({
    where: { hash },
    data: { ...next, lastError, claimedBy: null, claimedAt: null },
  });
}

export type TroubledImage = {
  hash: string;
  source: string;
  status: 'queued' | 'failed';
  attempts: number;
  lastError: string | null;
  /** When it is tried again; for a failed one, when it was last. */
  dueAt: Date;
};

/** Pictures that could not be had: given up or waiting for another try. */
export async function troubledJobs(limit: number): Promise<TroubledImage[]> {
  const rows = await db().mediaJob.findMany({
    where: { lastError: { not: null }, status: { in: ['queued', 'failed'] } },
    orderBy: [{ status: 'asc' }, { dueAt: 'desc' }],
    take: limit,
  });
  return rows.map(({ hash, source, status, attempts, lastError, dueAt }) => ({
    hash,
    source,
    status: status === 'failed' ? 'failed' : 'queued',
    attempts,
    lastError,
    dueAt,
  }));
}

/** How many jobs there are by status; a status without any is missing. */
export async function countJobs(): Promise<Record<string, number>> {
  const rows = await db().mediaJob.groupBy({ by: ['status'], _count: true });
  return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
}

/** Has a picture tried again; its source, or null when it waits for nobody. */
export async function requeue(tx: Tx, hash: string, now: Date): Promise<string | null> {
  const { count } = await tx.mediaJob.updateMany({
    where: { hash, status: { in: ['failed', 'queued'] } },
    data: { status: 'queued', attempts: 0, dueAt: now, claimedAt: null, claimedBy: null },
  });
  if (count === 0) return null;
  return (await tx.mediaJob.findUniqueOrThrow({ where: { hash }, select: { source: true } })).source;
}
