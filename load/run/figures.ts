import type { Bought } from '../chaos/shopper.ts';
import type { Settled } from '../checker/index.ts';
import { type Histogram, merge, quantile } from '../generator/histogram.ts';
import { emptySecond, endings, mergeSecond, type Second, type StepTally } from '../generator/tally.ts';
import type { Sample } from './sample.ts';

/** A run in single numbers, which limits and comparisons are about. Shares are 0 to 1; null: not measured. */
export type Figures = {
  pagesPerSecond: number;
  requestsPerSecond: number;
  ordersPerMinute: number;
  pagesP50Ms: number | null;
  pagesP95Ms: number | null;
  pagesP99Ms: number | null;
  payP95Ms: number | null;
  webhookP95Ms: number | null;
  hitRate: number | null;
  failedShare: number;
  shedShare: number;
  /** Of those who paid with a good card, those who got their order. */
  paymentSuccess: number | null;
  recoverySeconds: number | null;
  /** Memory, open files and sockets of all processes, and connections to the database, at the end against `comparedWith`. */
  memoryGrowth: number | null;
  handlesGrowth: number | null;
  connectionsGrowth: number | null;
  /** Rows that all tables have more than before the run, by the orders made in it. */
  rowsPerOrder: number | null;
  cpuCores: number | null;
  generatorLagP99Ms: number;
  findings: number | null;
  unsettled: number | null;
  oversold: number | null;
};

/** Pages that shoppers wait for; the cart and the till among them. */
export const pageSteps = ['home', 'category', 'product', 'search', 'text', 'cart', 'checkout'];

/** All seconds as one. */
export function wholeOf(seconds: readonly Second[]): Second {
  const whole = emptySecond(0);
  for (const second of seconds) mergeSecond(whole, second);
  return whole;
}

/** How long pages took, all kinds together. */
export function pagesResponse(whole: Second): Histogram {
  const all: Histogram = {};
  for (const name of pageSteps) merge(all, whole.steps[name]?.response ?? {});
  return all;
}

export const requestsOf = (step: StepTally) => endings.reduce((sum, ending) => sum + step[ending], 0);

const quantileOrNull = (histogram: Histogram, share: number) =>
  Object.keys(histogram).length === 0 ? null : quantile(histogram, share);

const p95Of = (seconds: readonly Second[]) => quantile(pagesResponse(wholeOf(seconds)), 0.95);

/** Seconds after an overload until pages come as before: three seconds together within twice the p95 of before. */
export function recoveryAfter(
  seconds: readonly Second[],
  { from, to }: { from: number; to: number },
): number | null {
  const before = p95Of(seconds.filter(({ at }) => at < from));
  const after = seconds.filter(({ at }) => at >= to).sort((a, b) => a.at - b.at);
  if (before === 0 || after.length < 3) return null;
  for (let index = 0; index + 3 <= after.length; index++) {
    const three = after.slice(index, index + 3);
    // On a quiet machine a page takes two milliseconds, and twice that means nothing.
    if (p95Of(three) <= Math.max(2 * before, 50)) return (three[0]?.at ?? to) - to + 3;
  }
  return Infinity;
}

/** The mean of the last tenth of samples against that of the tenth after a share of the run; a single one is chance. */
function growth(
  samples: readonly Sample[],
  since: number,
  of: (sample: Sample) => number | undefined,
): number | null {
  const values = samples.map(of).filter((value) => value !== undefined);
  if (values.length < 10) return null;
  const some = Math.ceil(values.length / 10);
  const mean = (part: readonly number[]) => part.reduce((sum, value) => sum + value, 0) / part.length;
  const from = Math.floor(values.length * since);
  const early = mean(values.slice(from, from + some));
  return early === 0 ? null : mean(values.slice(-some)) / early;
}

const sumOf =
  (key: 'residentMb' | 'handles') =>
  ({ services }: Sample) =>
    Object.values(services).reduce((sum, one) => sum + one[key], 0);

const busy = ({ services }: Sample) => Object.values(services).reduce((cores, one) => cores + one.cores, 0);

export type Measured = {
  seconds: readonly Second[];
  samples: readonly Sample[];
  bought: readonly Bought[];
  settled: Settled | null;
  warmUp: number;
  overload: { from: number; to: number } | null;
  oversold: number | null;
  /** Share of the run after which what lasts is looked at first. */
  comparedWith: number;
  /** Rows that all tables have more than before. */
  rowsAdded: number | null;
};

/** What the figures of a run are, from its second `warmUp` on. Pure. */
export function figuresOf({
  settled,
  warmUp,
  overload,
  oversold,
  rowsAdded,
  comparedWith,
  ...measured
}: Measured): Figures {
  const seconds = measured.seconds.filter(({ at }) => at >= warmUp);
  const samples = measured.samples.filter(({ at }) => at >= warmUp);
  const whole = wholeOf(seconds);
  const lasted = Math.max(1, ...seconds.map(({ at }) => at + 1 - warmUp));
  const steps = Object.entries(whole.steps);
  const requests = steps.reduce((sum, [, step]) => sum + requestsOf(step), 0);
  const pages = pageSteps.reduce((sum, name) => sum + (whole.steps[name]?.ok ?? 0), 0);
  const ended = (ending: 'failed' | 'shed') =>
    steps.reduce((sum, [, step]) => sum + step[ending], 0) / Math.max(1, requests);
  const cached = Object.values(whole.cache).reduce((sum, count) => sum + count, 0);
  const response = pagesResponse(whole);
  const placed = measured.bought.filter(({ outcome }) => outcome === 'placed').length;
  // A declined card and an article that somebody else got first say nothing of the shop.
  const tried = measured.bought.filter(
    ({ reason }) => !/gave up|not_in_stock|out_of_stock|unavailable_items|sold_out|empty_cart/.test(reason),
  ).length;
  const money = settled ? settled.report.findings.length : null;
  return {
    pagesPerSecond: pages / lasted,
    requestsPerSecond: requests / lasted,
    ordersPerMinute: (whole.steps.pay?.ok ?? 0) / (lasted / 60),
    pagesP50Ms: quantileOrNull(response, 0.5),
    pagesP95Ms: quantileOrNull(response, 0.95),
    pagesP99Ms: quantileOrNull(response, 0.99),
    payP95Ms: quantileOrNull(whole.steps.pay?.response ?? {}, 0.95),
    webhookP95Ms: quantileOrNull(whole.steps.webhook?.response ?? {}, 0.95),
    hitRate: cached === 0 ? null : (whole.cache.HIT ?? 0) / cached,
    failedShare: ended('failed'),
    shedShare: ended('shed'),
    paymentSuccess: tried === 0 ? null : placed / tried,
    recoverySeconds: overload ? recoveryAfter(measured.seconds, overload) : null,
    memoryGrowth: growth(samples, comparedWith, sumOf('residentMb')),
    handlesGrowth: growth(samples, comparedWith, sumOf('handles')),
    connectionsGrowth: growth(samples, comparedWith, ({ database }) => database?.connections),
    rowsPerOrder: rowsAdded === null || placed === 0 ? null : rowsAdded / placed,
    cpuCores: samples.length === 0 ? null : samples.reduce((sum, one) => sum + busy(one), 0) / samples.length,
    generatorLagP99Ms: quantile(whole.lag, 0.99),
    findings: money,
    unsettled: settled ? settled.pending.checkouts + settled.pending.messages : null,
    oversold,
  };
}
