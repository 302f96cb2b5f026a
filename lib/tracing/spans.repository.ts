import { z } from 'zod';
import { db, json, Prisma } from '#lib/platform/index.ts';
import { isTrouble, statusOf } from './trouble.ts';
import type { StoredSpan, TroubledTrace } from './types.ts';

/** How many spans one trace is read with: an order has about a hundred. */
const mostSpans = 2_000;
const slice = 5_000;

const attributesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).catch({});

/** Writes finished spans in one statement, and in another which of them ended slow or failed; one that is there already stays as it is. */
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
  const troubles = spans.filter(isTrouble);
  if (troubles.length === 0) return;
  await db().traceTrouble.createMany({
    data: troubles.map((span) => ({
      ...{ traceId: span.traceId, spanId: span.spanId, service: span.service, name: span.name },
      ...{ startedUs: BigInt(span.startedUs), durationUs: BigInt(span.durationUs) },
      ...{ failed: span.failed, status: statusOf(span) },
    })),
    skipDuplicates: true,
  });
}

export type TroubleFilter = {
  service?: string | undefined;
  /** A part of the route's or the delivery's name. */
  name?: string | undefined;
  /** Microseconds. */
  slowerThanUs?: number | undefined;
  failed?: boolean | undefined;
  /** Only what began before this moment, in microseconds. */
  before?: number | undefined;
};

/** The latest requests and deliveries that ended slow or failed; the table is bounded, so any filter is quick enough. */
export async function latestTroubles(
  { service, name, slowerThanUs, failed, before }: TroubleFilter,
  limit: number,
): Promise<Omit<TroubledTrace, 'orderId'>[]> {
  const rows = await db().traceTrouble.findMany({
    where: {
      ...(service ? { service } : {}),
      ...(name ? { name: { contains: name.replace(/[\\%_]/g, '\\$&') } } : {}),
      ...(slowerThanUs ? { durationUs: { gte: BigInt(slowerThanUs) } } : {}),
      ...(failed ? { failed } : {}),
      ...(before ? { startedUs: { lt: BigInt(before) } } : {}),
    },
    orderBy: { startedUs: 'desc' },
    take: limit,
  });
  return rows.map(({ spanId: _id, ...row }) => ({
    ...row,
    startedUs: Number(row.startedUs),
    durationUs: Number(row.durationUs),
  }));
}

/** The orders that some traces moved, by trace: who delivers an event says whose it is. */
export async function ordersOfTraces(traceIds: string[]): Promise<Map<string, string>> {
  if (traceIds.length === 0) return new Map();
  const rows = await db().$queryRaw<{ traceId: string; orderId: string | null }[]>`
    SELECT trace_id AS traceId, MIN(JSON_VALUE(attributes, '$."ballast.order.id"')) AS orderId
    FROM trace_spans WHERE trace_id IN (${Prisma.join(traceIds)}) AND kind = 'consumer' GROUP BY trace_id`;
  return new Map(rows.flatMap(({ traceId, orderId }) => (orderId ? [[traceId, orderId] as const] : [])));
}

/** Deletes the troubles that began before `beforeUs`, and the oldest of more than `most`; one slice of them. */
export async function deleteTroubles(beforeUs: number, most: number): Promise<void> {
  const [surplus] = await db().traceTrouble.findMany({
    orderBy: { startedUs: 'desc' },
    skip: most,
    take: 1,
    select: { startedUs: true },
  });
  const before = Math.max(beforeUs, Number(surplus?.startedUs ?? 0));
  await db()
    .$executeRaw`DELETE FROM trace_troubles WHERE started_us < ${BigInt(before)} ORDER BY started_us LIMIT ${slice}`;
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
