import { percentile } from '../percentile.ts';

/** What shoppers ask for: pages that Varnish or the page cache has, pages made anew, the cart, the checkout. */
export const kinds = ['cached', 'uncached', 'cart', 'checkout'] as const;
export type Kind = (typeof kinds)[number];

/** One answer, or its absence. `failure` names what came instead of an answer that can be used: `503 cart_unavailable`. */
export type Sample = { at: number; kind: Kind; ms: number; failure: string | null };

export type Figures = {
  requests: number;
  failed: number;
  /** Failures by name. */
  failures: Record<string, number>;
  p50Ms: number;
  p95Ms: number;
};

export const phases = ['before', 'during', 'after'] as const;
export type Phase = (typeof phases)[number];
export type Measured = Record<Phase, Record<Kind, Figures>>;

/** When a part was broken, mended, and the run ended; milliseconds since 1970. */
export type Times = { brokenAt: number; mendedAt: number; endedAt: number };

/** Counts samples: how many failed, by their reasons, and half and 95 of 100 in whole milliseconds. */
export function figuresOf(samples: readonly Sample[]): Figures {
  const failures: Record<string, number> = {};
  for (const { failure } of samples) if (failure) failures[failure] = (failures[failure] ?? 0) + 1;
  const times = samples.map(({ ms }) => ms);
  return {
    requests: samples.length,
    failed: samples.filter(({ failure }) => failure !== null).length,
    failures,
    p50Ms: Math.round(percentile(times, 0.5)),
    p95Ms: Math.round(percentile(times, 0.95)),
  };
}

/** Figures of each phase and kind. A request belongs to the phase in which it began, or broke off with what it waited for. */
export function measure(samples: readonly Sample[], { brokenAt, mendedAt }: Times): Measured {
  const phaseOf = ({ at, ms }: Sample): Phase =>
    at + ms < brokenAt ? 'before' : at < mendedAt ? 'during' : 'after';
  const of = (phase: Phase) =>
    Object.fromEntries(
      kinds.map((kind) => [
        kind,
        figuresOf(samples.filter((one) => one.kind === kind && phaseOf(one) === phase)),
      ]),
    ) as Record<Kind, Figures>;
  return { before: of('before'), during: of('during'), after: of('after') };
}

/** How long after the part was mended the last request failed that began after; 0 when none did. */
export function recoveredAfterMs(samples: readonly Sample[], { mendedAt }: Times): number {
  const late = samples.filter(({ at, failure }) => failure !== null && at >= mendedAt);
  return Math.max(0, ...late.map(({ at, ms }) => at + ms - mendedAt));
}

/**
 * How many orders were known to their buyers in the second half of the loss: what was paid for before it has arrived by
 * then. Who waits for his card's token asks the shop for nothing, so requests alone do not show that nobody can buy.
 */
export const soldMeanwhile = (sales: readonly number[], { brokenAt, mendedAt }: Times): number =>
  sales.filter((at) => at > (brokenAt + mendedAt) / 2 && at <= mendedAt).length;

/** What may degrade while a part is lost. What is not said may not. */
export type Allowed = {
  /** The share of requests that may fail, 0 to 1. */
  failed?: number;
  /** How a failure must say so, where it is our own answer; all others are a breach however few. */
  as?: readonly string[];
  /** The slowest p95, milliseconds. */
  p95Ms?: number;
};
export type Expectation = { during: Partial<Record<Kind, Allowed>>; recoverWithinMs: number };

/** A p95 that nobody calls degraded. On a machine that is slow before anything is broken, three times that. */
const usualP95Ms: Record<Kind, number> = { cached: 400, uncached: 1_500, cart: 1_000, checkout: 3_000 };
const slowerAtMost = 3;

/** What did not hold, in words; empty when the row holds. */
export function breaches(
  measured: Measured,
  recoveredMs: number,
  { wrongEffects, sold }: { wrongEffects: number; sold: number },
  { during, recoverWithinMs }: Expectation,
): string[] {
  const wrong: string[] = [];
  for (const kind of kinds) {
    const { requests, failed, failures, p95Ms } = measured.during[kind];
    const { failed: mayFail = 0, as, p95Ms: limitMs = usualP95Ms[kind] } = during[kind] ?? {};
    const slowestMs = Math.max(limitMs, slowerAtMost * measured.before[kind].p95Ms);
    // Where everything may fail, those who stand before it may not come so far.
    if (requests === 0 && mayFail < 1) wrong.push(`${kind}: nothing was asked for`);
    if (failed > mayFail * requests)
      wrong.push(`${kind}: ${failed} of ${requests} failed, ${mayFail * 100} % may`);
    const unclear = Object.keys(failures).filter((name) => as && !as.includes(name));
    if (unclear.length > 0) wrong.push(`${kind}: failed as ${unclear.join(', ')}`);
    if (p95Ms > slowestMs) wrong.push(`${kind}: p95 ${p95Ms} ms, ${slowestMs} may`);
    const { failed: earlier } = measured.before[kind];
    if (earlier > 0) wrong.push(`${kind}: ${earlier} failed before anything was broken: nothing is proven`);
  }
  if (sold === 0 && (during.checkout?.failed ?? 0) < 1) wrong.push('nobody could buy');
  if (recoveredMs > recoverWithinMs) wrong.push(`back after ${recoveredMs} ms, ${recoverWithinMs} may pass`);
  if (wrongEffects > 0) wrong.push(`${wrongEffects} effects lost or doubled`);
  return wrong;
}
