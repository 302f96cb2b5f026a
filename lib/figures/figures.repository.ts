import { db, Prisma } from '#lib/platform/index.ts';

/** From `from` until before `to`. */
export type Span = { from: Date; to: Date };

/** Keeps a day's counts, each the highest seen so far. */
export async function storeDay(
  day: Date,
  counts: readonly { series: string; value: number }[],
): Promise<void> {
  const date = day.toISOString().slice(0, 10);
  const rows = counts.map(({ series, value }) => Prisma.sql`(${date}, ${series}, ${value})`);
  await db().$executeRaw`
    INSERT INTO figure_days (day, series, value) VALUES ${Prisma.join(rows)}
    ON DUPLICATE KEY UPDATE value = GREATEST(value, VALUES(value))`;
}

/** The last day, as `YYYY-MM-DD`, that was counted until this one; null when none was. */
export async function lastDayUntil(day: Date): Promise<string | null> {
  const row = await db().figureDay.findFirst({
    where: { day: { lte: day.toISOString().slice(0, 10) } },
    orderBy: { day: 'desc' },
    select: { day: true },
  });
  return row?.day ?? null;
}

/** The sum of each series over all days. */
export async function readTotals(): Promise<{ series: string; value: number }[]> {
  const rows = await db().figureDay.groupBy({ by: ['series'], _sum: { value: true } });
  return rows.map(({ series, _sum }) => ({ series, value: Number(_sum.value ?? 0) }));
}
