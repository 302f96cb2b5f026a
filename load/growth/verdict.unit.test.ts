import { expect, test } from 'vitest';
import type { Reading } from './measure.ts';
import { judgeGrowth, machineOf, stageOf } from './verdict.ts';

const reading = (name: string, cost: number, paceMs = 10): Reading => ({
  ...{ name, times: 10, p50Ms: cost, p95Ms: 2 * cost, appMs: cost, mariadbMs: cost, rowsRead: 100 * cost },
  paceMs,
});

test('the largest shop is held against the smallest, by CPU and by p95', () => {
  const grown = (cost: number) =>
    judgeGrowth('catalogue-growth', [
      stageOf(1_000, [reading('product page', 10)]),
      stageOf(10_000, [reading('product page', 99)]),
      stageOf(100_000, [reading('product page', cost)]),
    ]);
  expect(grown(14)).toMatchObject([{ name: 'product page', cpu: 1.4, p95: 1.4, rows: 1.4, holds: true }]);
  expect(grown(16)).toMatchObject([{ holds: false }]);
});

test('what is quicker than can be told apart has not grown; a limit in milliseconds holds all the same', () => {
  const judged = judgeGrowth('catalogue-growth', [
    stageOf(1_000, [reading('product page', 0.1), reading('suggestions', 60)]),
    stageOf(100_000, [reading('product page', 1), reading('suggestions', 60)]),
  ]);
  expect(judged).toMatchObject([
    { name: 'product page', cpu: 1, p95: 1, holds: true },
    { name: 'suggestions', cpu: 1, p95Ms: 120, holds: false },
  ]);
});

test('what takes longer by as much as the machine does for the same work has not grown', () => {
  const stages = [
    stageOf(1_000, [
      reading('product page', 10),
      reading('category page', 10, 20),
      reading('department page', 10),
    ]),
    stageOf(100_000, [reading('product page', 15, 12.5), reading('category page', 10, 12.5)]),
  ];
  // One reading during which the machine did something else says nothing of the others.
  expect(machineOf(stages)).toBe(1.25);
  expect(judgeGrowth('catalogue-growth', stages)).toMatchObject([
    { name: 'product page', cpu: 1.2, p95: 1.2, rows: 1.5, holds: true },
    { name: 'category page', cpu: 0.8 },
  ]);
});
