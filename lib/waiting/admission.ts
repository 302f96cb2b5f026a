/** How far a line has come. `called` and `rate` (people a second) are fractions; time in milliseconds since 1970. */
export type Line = { called: number; rate: number; lookedAtMs: number };

const leastRate = 0.5;
const mostRate = 200;
export const firstRate = 5;
/** After a night without visitors the first look calls no more than this. */
const longestSeconds = 10;

/**
 * Where the line is now: so many more have been called as the rate let through since it was last looked at, never more
 * than have come (`taken`). The rate falls by a third when the shop turned people away meanwhile, and grows by a
 * twentieth a second when it did not and all who were let through were needed: it is what the shop was seen to carry.
 */
export function moveOn(
  line: Line,
  { nowMs, taken, pressed }: { nowMs: number; taken: number; pressed: boolean },
): Line {
  const seconds = Math.max(0, Math.min(longestSeconds, (nowMs - line.lookedAtMs) / 1_000));
  const reached = line.called + line.rate * seconds;
  const called = Math.min(taken, reached);
  if (pressed) return { called, rate: Math.max(leastRate, (line.rate * 2) / 3), lookedAtMs: nowMs };
  // A rate that nobody needed says nothing.
  const rate = reached < taken ? Math.min(mostRate, line.rate * 1.05 ** seconds) : line.rate;
  return { called, rate, lookedAtMs: nowMs };
}

/** Whether a number has been called. */
export const isCalled = (line: Line, number: number): boolean => number <= Math.floor(line.called);

/** Seconds until a number is called, as far as the rate of now tells. */
export function secondsLeft(line: Line, number: number): number {
  return Math.max(0, Math.ceil((number - line.called) / line.rate));
}
