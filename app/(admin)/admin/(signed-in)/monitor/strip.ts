import type { Run, RunOutcome } from '#lib/monitor/index.ts';

export type StripCell = { from: string; runs: number; worst: RunOutcome | null };

/** What weighs most when a cell stands for several runs. */
const weight: Record<RunOutcome, number> = { running: 0, passed: 1, broken: 2, failed: 3 };

/** The day before `now` in cells of a quarter of an hour, oldest first; each shows the worst of its runs. */
export function stripOf(runs: readonly Run[], now: number, cells = 96): StripCell[] {
  const cellMs = 86_400_000 / cells;
  const begins = now - cells * cellMs;
  return Array.from({ length: cells }, (_, index) => {
    const from = begins + index * cellMs;
    const here = runs.filter(
      ({ startedAt }) => startedAt.getTime() >= from && startedAt.getTime() < from + cellMs,
    );
    const worst = here.reduce<RunOutcome | null>(
      (most, { outcome }) => (most === null || weight[outcome] > weight[most] ? outcome : most),
      null,
    );
    return { from: new Date(from).toISOString(), runs: here.length, worst };
  });
}
