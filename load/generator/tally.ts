import { type Histogram, merge, record } from './histogram.ts';

/**
 * How a request ended. `refused`: a 4xx that belongs to shopping, such as a declined card or a sold out article.
 * `shed`: 429 or 503 with Retry-After, the shop says that it has too much to do. `failed`: anything else but success.
 */
export const endings = ['ok', 'refused', 'shed', 'failed'] as const;
export type Ending = (typeof endings)[number];

/** One step's requests of a second. */
export type StepTally = Record<Ending, number> & {
  /** From the intended start to the last byte, of those that were not shed. */
  response: Histogram;
  /** From the first byte sent. */
  service: Histogram;
};

/** Everything that ended in one second of a run. */
export type Second = {
  at: number;
  steps: Record<string, StepTally>;
  /** Pages by what `x-cache` says: HIT, MISS, PASS, NONE. */
  cache: Record<string, number>;
  /** Answers of no use, by what they were, such as `503 quote`. */
  reasons: Record<string, number>;
  bytes: number;
  begun: number;
  /** Sessions under way at its end. */
  active: number;
  /** How late requests were sent, by nobody's fault but the generator's. */
  lag: Histogram;
};

const emptyStep = (): StepTally => ({
  ...{ ok: 0, refused: 0, shed: 0, failed: 0 },
  response: {},
  service: {},
});
export const emptySecond = (at: number): Second => ({
  ...{ at, steps: {}, cache: {}, reasons: {}, bytes: 0, begun: 0, active: 0, lag: {} },
});

export type Ended = {
  step: string;
  status: number;
  retryAfter: boolean;
  /** Milliseconds, by one clock: when it should have been sent, when it was, and when its answer was read. */
  intended: number;
  sent: number;
  ended: number;
  /** What `x-cache` said; null where there is no page. */
  cache: string | null;
  bytes: number;
};

/** How an answer ends a request: 429, and 503 with Retry-After, were turned away; 404 and 405 are faults of the run itself. */
export function endingOf(status: number, retryAfter: boolean): Ending {
  if (status >= 200 && status < 400) return 'ok';
  if (status === 429 || (status === 503 && retryAfter)) return 'shed';
  return status >= 400 && status < 500 && status !== 404 && status !== 405 ? 'refused' : 'failed';
}

/** Counts one ended request. */
export function count(second: Second, one: Ended): void {
  second.steps[one.step] ??= emptyStep();
  const step = second.steps[one.step] ?? emptyStep();
  const ending = endingOf(one.status, one.retryAfter);
  step[ending]++;
  second.bytes += one.bytes;
  if (ending !== 'ok') {
    const reason = `${one.status || 'no answer'} ${one.step}`;
    second.reasons[reason] = (second.reasons[reason] ?? 0) + 1;
  }
  // What was turned away at once would make the shop look fast.
  if (ending === 'shed') return;
  record(step.response, one.ended - one.intended);
  record(step.service, one.ended - one.sent);
  if (one.cache === null) return;
  const cache = one.cache.split(',')[0] || 'NONE';
  second.cache[cache] = (second.cache[cache] ?? 0) + 1;
}

const add = (into: Record<string, number>, other: Record<string, number>) => {
  for (const [name, value] of Object.entries(other)) into[name] = (into[name] ?? 0) + value;
};

/** Adds what another generator, or another second, has seen. */
export function mergeSecond(into: Second, other: Second): void {
  for (const [name, step] of Object.entries(other.steps)) {
    into.steps[name] ??= emptyStep();
    const own = into.steps[name];
    if (!own) continue;
    for (const ending of endings) own[ending] += step[ending];
    merge(own.response, step.response);
    merge(own.service, step.service);
  }
  add(into.cache, other.cache);
  add(into.reasons, other.reasons);
  into.bytes += other.bytes;
  into.begun += other.begun;
  into.active += other.active;
  merge(into.lag, other.lag);
}
