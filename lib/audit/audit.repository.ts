import { type Ctx, db, json, Prisma, plannedAnew, type Tx } from '#lib/platform/index.ts';
import type { AuditEntry, AuditFilter, NewAuditEntry } from './types.ts';

/** Writes entries in one statement; names are cut to the width of their columns. */
export async function insertEntries(tx: Tx, ctx: Ctx, entries: readonly NewAuditEntry[]): Promise<void> {
  await tx.auditEntry.createMany({
    data: entries.map(({ action, subject, before, after }) => ({
      actor: ctx.actor.slice(0, 254),
      action: action.slice(0, 64),
      subject: subject.slice(0, 190),
      before: json(before),
      after: json(after),
      recordedAt: ctx.now(),
    })),
  });
}

const like = (prefix: string) => `${prefix.replaceAll(/[\\%_]/g, (found) => `\\${found}`)}%`;

// MariaDB's JSON is text.
type Row = Omit<AuditEntry, 'id' | 'before' | 'after'> & { id: bigint; before: string; after: string };

/** Entries, newest first, with ids below `beforeId`. */
export async function findEntries(
  { subjects, kind, actor, notActor, action, from, to, beforeId }: AuditFilter,
  take: number,
): Promise<AuditEntry[]> {
  if (subjects?.length === 0) return [];
  const where = [Prisma.sql`TRUE`];
  if (subjects) where.push(Prisma.sql`subject IN (${Prisma.join([...subjects])})`);
  if (kind) where.push(Prisma.sql`subject LIKE ${like(`${kind}:`)}`);
  if (actor) where.push(Prisma.sql`actor = ${actor}`);
  else if (notActor) where.push(Prisma.sql`actor <> ${notActor}`);
  if (action) where.push(Prisma.sql`action LIKE ${like(action)}`);
  if (from) where.push(Prisma.sql`recorded_at >= ${from}`);
  if (to) where.push(Prisma.sql`recorded_at < ${to}`);
  if (beforeId) where.push(Prisma.sql`id < ${beforeId}`);
  const rows = await db().$queryRaw<Row[]>`
    SELECT id, actor, action, subject, \`before\`, \`after\`, recorded_at AS recordedAt
    FROM audit_log WHERE ${Prisma.join(where, ' AND ')} ORDER BY id DESC LIMIT ${take}`;
  return rows.map(({ before, after, ...row }) => ({
    ...row,
    id: String(row.id),
    before: JSON.parse(before),
    after: JSON.parse(after),
  }));
}

/** Who is named in the log, by name. */
export async function findActors(take: number): Promise<string[]> {
  const rows = await db().$queryRaw<{ actor: string }[]>`
    SELECT ${plannedAnew()} DISTINCT actor FROM audit_log ORDER BY actor LIMIT ${take}`;
  return rows.map(({ actor }) => actor);
}
