import { db, Prisma } from '#lib/platform/index.ts';
import { partOf, spansOf } from './part.ts';
import { isTrouble, statusOf } from './trouble.ts';
import type { StoredSpan, TroubledTrace } from './types.ts';

/** How many spans some traces are read with: an order has about fifty. */
const mostSpans = 2_000;
const mostParts = 400;
/** Rows of one statement. Few, so that packing them holds up nobody, and there are few statements to prepare. */
const partsAtOnce = 8;
const slice = 2_000;
const troublesAtOnce = 5_000;

/** Writes finished spans, packed by trace, and which of them ended slow or failed. */
export async function insertSpans(spans: StoredSpan[]): Promise<void> {
  const traces = [...Map.groupBy(spans, ({ traceId }) => traceId)];
  for (let at = 0; at < traces.length; at += partsAtOnce) {
    const rows = traces.slice(at, at + partsAtOnce).map(([id, own]) => {
      const part = partOf(id, own);
      return Prisma.sql`(${id}, ${part.orderId}, ${BigInt(part.startedUs)}, ${part.spans}, ${part.body})`;
    });
    await db()
      .$executeRaw`INSERT INTO trace_parts (trace_id, order_id, started_us, spans, body) VALUES ${Prisma.join(rows)}`;
  }
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
  const rows = await db().tracePart.groupBy({
    by: ['traceId'],
    where: { traceId: { in: traceIds } },
    _min: { orderId: true },
  });
  return new Map(
    rows.flatMap(({ traceId, _min: { orderId } }) => (orderId ? [[traceId, orderId] as const] : [])),
  );
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
    .$executeRaw`DELETE FROM trace_troubles WHERE started_us < ${BigInt(before)} ORDER BY started_us LIMIT ${troublesAtOnce}`;
}

/** The spans of some traces in the order they began, each once; the first 2,000. */
export async function findSpans(traceIds: string[]): Promise<StoredSpan[]> {
  const parts = await db().tracePart.findMany({
    where: { traceId: { in: traceIds } },
    orderBy: { startedUs: 'asc' },
    take: mostParts,
    select: { traceId: true, body: true },
  });
  const byId = new Map(parts.flatMap(spansOf).map((span) => [`${span.traceId} ${span.spanId}`, span]));
  return [...byId.values()].sort((a, b) => a.startedUs - b.startedUs).slice(0, mostSpans);
}

/** Whether a trace holds a span that says this one is above it. */
export async function isKept(traceId: string, parentId: string): Promise<boolean> {
  return (await findSpans([traceId])).some((span) => span.parentId === parentId);
}

/** Deletes one slice of the parts that began before `beforeUs`, and answers how many. */
export async function deletePartsBefore(beforeUs: number): Promise<number> {
  return db()
    .$executeRaw`DELETE FROM trace_parts WHERE started_us < ${BigInt(beforeUs)} ORDER BY started_us LIMIT ${slice}`;
}

/** Deletes one slice of what the release before wrote, and answers how many. */
export async function deleteOldSpans(): Promise<number> {
  return db().$executeRaw`DELETE FROM trace_spans LIMIT ${slice}`;
}

/** When the part began with which the newest ones hold more than `keep` spans, in microseconds; null while there are fewer. */
export async function startOfSurplus(keep: number): Promise<number | null> {
  const [row] = await db().$queryRaw<{ startedUs: bigint | null }[]>`
    SELECT MAX(started_us) AS startedUs FROM (
      SELECT started_us, SUM(spans) OVER (ORDER BY started_us DESC, id DESC) AS newer FROM trace_parts
    ) AS parts WHERE newer > ${keep}`;
  return row?.startedUs == null ? null : Number(row.startedUs);
}
