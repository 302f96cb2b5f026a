import { z } from 'zod';
import type { Bought } from '../chaos/shopper.ts';
import type { MoneyReport } from '../checker/index.ts';
import { quantile } from '../generator/histogram.ts';
import { endings, type Second } from '../generator/tally.ts';
import type { Judged } from '../thresholds.ts';
import { type Figures, pagesResponse, requestsOf, wholeOf } from './figures.ts';
import type { Sample } from './sample.ts';

/** A line of the table of steps. Milliseconds count from the intended start but `serviceP95`. */
export type StepRow = {
  step: string;
  requests: number;
  refused: number;
  shed: number;
  failed: number;
  p50: number;
  p95: number;
  p99: number;
  serviceP95: number;
};

/** Some seconds of a run together. Rates are a second's. */
export type Moment = {
  at: number;
  active: number;
  begun: number;
  requests: number;
  pages: number;
  refused: number;
  shed: number;
  failed: number;
  hitRate: number | null;
  pagesP50: number;
  pagesP95: number;
  pagesP99: number;
  /** By step. */
  p95: Record<string, number>;
  lagP99: number;
};

/** A run as it is kept: `result.json`. */
export type Result = {
  version: 1;
  scenario: string;
  startedAt: string;
  url: string;
  seed: number;
  /** Sessions a second that the scenario's multiples are of. */
  rate: number;
  seconds: number;
  haste: number;
  warmUp: number;
  generators: number;
  machine: { cores: number; processor: string; memoryGb: number; node: string };
  /** Ended by Ctrl-C before its time. */
  stopped: boolean;
  /** Sessions still under way when their time was up. */
  unfinished: number;
  figures: Figures;
  judged: Judged[];
  steps: StepRow[];
  moments: Moment[];
  samples: Sample[];
  reasons: Record<string, number>;
  outcomes: Record<string, number>;
  /** By table: rows more than before the run. */
  tables: Record<string, number>;
  money: MoneyReport | null;
};

const mostMoments = 240;

/** What each kind of request took, in milliseconds; the most frequent first. */
export function stepRows(seconds: readonly Second[]): StepRow[] {
  return Object.entries(wholeOf(seconds).steps)
    .map(([step, tally]) => ({
      step,
      requests: requestsOf(tally),
      refused: tally.refused,
      shed: tally.shed,
      failed: tally.failed,
      p50: quantile(tally.response, 0.5),
      p95: quantile(tally.response, 0.95),
      p99: quantile(tally.response, 0.99),
      serviceP95: quantile(tally.service, 0.95),
    }))
    .sort((a, b) => b.requests - a.requests);
}

/** The run in at most 240 moments. */
export function momentsOf(seconds: readonly Second[]): Moment[] {
  const width = Math.max(1, Math.ceil(((seconds.at(-1)?.at ?? 0) + 1) / mostMoments));
  const groups = Map.groupBy(seconds, ({ at }) => Math.floor(at / width));
  return [...groups].map(([index, some]) => {
    const whole = wholeOf(some);
    const steps = Object.entries(whole.steps);
    const per = (ending: (typeof endings)[number]) =>
      steps.reduce((sum, [, step]) => sum + step[ending], 0) / some.length;
    const cached = Object.values(whole.cache).reduce((sum, count) => sum + count, 0);
    const response = pagesResponse(whole);
    return {
      at: index * width,
      active: whole.active / some.length,
      begun: whole.begun / some.length,
      requests: endings.reduce((sum, ending) => sum + per(ending), 0),
      pages: Object.values(response).reduce((sum, count) => sum + count, 0) / some.length,
      ...{ refused: per('refused'), shed: per('shed'), failed: per('failed') },
      hitRate: cached === 0 ? null : (whole.cache.HIT ?? 0) / cached,
      pagesP50: quantile(response, 0.5),
      pagesP95: quantile(response, 0.95),
      pagesP99: quantile(response, 0.99),
      p95: Object.fromEntries(steps.map(([name, step]) => [name, quantile(step.response, 0.95)])),
      lagP99: quantile(whole.lag, 0.99),
    };
  });
}

/** How payments ended, by what the shop said. */
export function outcomesOf(bought: readonly Bought[]): Record<string, number> {
  const groups = Map.groupBy(bought, ({ reason }) => reason);
  return Object.fromEntries([...groups].map(([reason, some]) => [reason, some.length]));
}

const earlierSchema = z.looseObject({
  version: z.literal(1),
  scenario: z.string(),
  startedAt: z.string(),
  rate: z.number(),
  figures: z.record(z.string(), z.number().nullable()),
});
/** What is needed of an earlier run to compare with it. */
export type Earlier = Pick<Result, 'scenario' | 'startedAt' | 'rate'> & {
  figures: Record<string, number | null>;
};

/** Reads an earlier run's `result.json`. @throws Error when it is none. */
export function parseEarlier(text: string): Earlier {
  return earlierSchema.parse(JSON.parse(text));
}

export type Compared = { figure: string; before: number; now: number; ratio: number };

/** Each figure that both runs have, as now against before. */
export function compare(now: Figures, { figures }: Earlier): Compared[] {
  return Object.entries(now).flatMap(([figure, value]) => {
    const before = figures[figure];
    if (typeof value !== 'number' || typeof before !== 'number') return [];
    return [{ figure, before, now: value, ratio: before === 0 ? Number.NaN : value / before }];
  });
}
