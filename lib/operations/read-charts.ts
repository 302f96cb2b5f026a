import type { Ctx } from '#lib/platform/index.ts';
import { type Chart, type ChartQuery, chartGroups, type Unit } from './charts.ts';
import { type Points, PrometheusAway, queryRange } from './prometheus.ts';
import { type Range, ranges } from './ranges.ts';

/** A line; a value is null where nothing is known. Money is in minor units of `currency`. */
export type DrawnSeries = { name: string; currency: string | null; values: (number | null)[] };
export type DrawnChart = {
  id: string;
  title: string;
  unit: Unit;
  /** Seconds since 1970, evenly spaced. */
  times: number[];
  series: DrawnSeries[];
};
export type DrawnGroup = { title: string; note: string; charts: DrawnChart[] };

const linesMax = 8;

/** Every chart over the range that ends now; null when Prometheus is away. */
export async function readCharts(ctx: Ctx, range: Range): Promise<DrawnGroup[] | null> {
  const { seconds, stepSeconds, window } = ranges[range];
  const to = Math.floor(ctx.now().getTime() / 1_000 / stepSeconds) * stepSeconds;
  const span = { from: to - seconds, to, stepSeconds };
  const times = Array.from(
    { length: seconds / stepSeconds + 1 },
    (_, index) => span.from + index * stepSeconds,
  );
  const draw = async ({ id, title, unit, queries }: Chart): Promise<DrawnChart> => {
    const found = await Promise.all(
      queries.map(async (query) => {
        const lines = await queryRange(query.expr.replaceAll('@W@', window), span);
        return lines.map((line) => drawn(query, line, times));
      }),
    );
    return { id, title, unit, times, series: found.flat().slice(0, linesMax) };
  };
  try {
    return await Promise.all(
      chartGroups.map(async ({ title, note, charts }) => ({
        title,
        note,
        charts: await Promise.all(charts.map(draw)),
      })),
    );
  } catch (error) {
    if (error instanceof PrometheusAway) return null;
    throw error;
  }
}

function drawn({ name }: ChartQuery, { labels, points }: Points, times: number[]): DrawnSeries {
  const known = new Map(points.map(([at, value]) => [at, Number.isFinite(value) ? value : null]));
  return {
    name: name.replaceAll(/\{(\w+)\}/g, (_, label: string) => labels[label] ?? ''),
    currency: labels.currency ?? null,
    values: times.map((at) => known.get(at) ?? null),
  };
}
