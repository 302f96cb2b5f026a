import { expect, test } from 'vitest';
import type { Run, RunOutcome } from '#lib/monitor/index.ts';
import { stripOf } from './strip.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const run = (minutesAgo: number, outcome: RunOutcome): Run => ({
  id: 'x',
  dueAt: new Date(now),
  device: 'phone',
  outcome,
  startedAt: new Date(now - minutesAgo * 60_000),
  durationMs: 1,
  failedStep: null,
  reason: null,
  steps: [],
  files: [],
  orderId: null,
});

test('a cell of the strip is a quarter of an hour and shows the worst that happened in it', () => {
  const cells = stripOf([run(1, 'passed'), run(3, 'failed'), run(5, 'broken'), run(20, 'broken')], now);
  expect(cells).toHaveLength(96);
  expect(cells.at(-1)).toMatchObject({ runs: 3, worst: 'failed' });
  expect(cells.at(-2)).toMatchObject({ runs: 1, worst: 'broken' });
  expect(cells.at(-3)).toMatchObject({ runs: 0, worst: null });
});
