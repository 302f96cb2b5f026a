import { z } from 'zod';
import { db, json } from '#lib/platform/index.ts';
import type { StoredSpan } from './types.ts';

/** How many spans one trace is read with: an order has about a hundred. */
const mostSpans = 2_000;
const slice = 5_000;

const attributesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).catch({});

/** Writes finished spans in one statement; one that is there already stays as it is. */
export async function insertSpans(spans: StoredSpan[]): Promise<void> {
  await db().traceSpan.createMany({
    data: spans.map((span) => ({
      ...span,
      startedUs: BigInt(span.startedUs),
      durationUs: BigInt(span.durationUs),
      attributes: json(span.attributes),
    })),
    skipDuplicates: true,
  });
}

/** The spans of some traces in the order they began; the first 2,000. */
export async function findSpans(traceIds: string[]): Promise<StoredSpan[]> {
  const rows = await db().traceSpan.findMany({
    where: { traceId: { in: traceIds } },
    orderBy: { startedUs: 'asc' },
    take: mostSpans,
  });
  return rows.map((row) => ({
    ...row,
    startedUs: Number(row.startedUs),
    durationUs: Number(row.durationUs),
    attributes: attributesSchema.parse(row.attributes),
  }));
}

/** Whether a trace holds a span that says this one is above it. */
export async function isKept(traceId: string, parentId: string): Promise<boolean> {
  return (await db().traceSpan.count({ where: { traceId, parentId } })) > 0;
}

/** Deletes one slice of the spans that began before `beforeUs`, and answers how many. */
export async function deleteSpansBefore(beforeUs: number): Promise<number> {
  return db()
    .$executeRaw`DELETE FROM trace_spans WHERE started_us < ${BigInt(beforeUs)} ORDER BY started_us LIMIT ${slice}`;
}

/** When the span began that has `keep` newer ones, in microseconds; null while there are fewer. */
export async function startOfSurplus(keep: number): Promise<number | null> {
  const [row] = await db().traceSpan.findMany({
    orderBy: { startedUs: 'desc' },
    skip: keep,
    take: 1,
    select: { startedUs: true },
  });
  return row ? Number(row.startedUs) : null;
}
