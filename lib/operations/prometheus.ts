import { z } from 'zod';
import { env } from '#lib/platform/index.ts';

const timeoutMs = 4_000;

const labels = z.record(z.string(), z.string());
const matrixSchema = z.object({
  data: z.object({
    result: z.array(z.object({ metric: labels, values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});
const rulesSchema = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            type: z.string(),
            name: z.string(),
            state: z.string().optional(),
            annotations: labels.optional(),
            labels: labels.optional(),
            alerts: z.array(z.object({ state: z.string(), activeAt: z.string(), labels })).optional(),
          }),
        ),
      }),
    ),
  }),
});

/** Prometheus did not answer, or not in its own way. */
export class PrometheusAway extends Error {}

async function ask<T>(schema: z.ZodType<T>, path: string, query: Record<string, string> = {}): Promise<T> {
  const address = new URL(`/api/v1/${path}`, env.PROMETHEUS_URL);
  address.search = new URLSearchParams(query).toString();
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), cache: 'no-store' });
    return schema.parse(await response.json());
  } catch (error) {
    throw new PrometheusAway('Prometheus does not answer', { cause: error });
  }
}

export type Points = { labels: Record<string, string>; points: [seconds: number, value: number][] };

/** A query's values over a span. @throws PrometheusAway */
export async function queryRange(
  query: string,
  { from, to, stepSeconds }: { from: number; to: number; stepSeconds: number },
): Promise<Points[]> {
  const span = { start: String(from), end: String(to), step: String(stepSeconds) };
  const { data } = await ask(matrixSchema, 'query_range', { query, timeout: '4s', ...span });
  return data.result.map(({ metric, values }) => ({
    labels: metric,
    points: values.map(([seconds, value]) => [seconds, Number(value)]),
  }));
}

/** Every rule that raises an alert, with what it raises now. @throws PrometheusAway */
export async function alertRules() {
  const { data } = await ask(rulesSchema, 'rules', { type: 'alert' });
  return data.groups.flatMap(({ rules }) => rules).filter(({ type }) => type === 'alerting');
}
