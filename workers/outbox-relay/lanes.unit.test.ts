import { expect, test } from 'vitest';
import { lanesOf } from './lanes.ts';

const now = new Date('2026-11-27T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

test('what is new goes first, what has waited long in its turn', () => {
  expect(lanesOf(now, { backlog: false })).toEqual([{ after: ago(60) }]);
  expect(lanesOf(now, { backlog: true })).toEqual([{ after: ago(60) }, { before: ago(60) }]);
});

test('in a crowd only what is urgent goes, and of the rest what has been put off for a minute and a half', () => {
  const urgent = ['inventory', 'refunds'];
  expect(lanesOf(now, { backlog: false, urgent })).toEqual([{ after: ago(60), only: urgent }]);
  expect(lanesOf(now, { backlog: true, urgent })).toEqual([
    { after: ago(60), only: urgent },
    { before: ago(60), only: urgent },
    { before: ago(90), but: urgent },
  ]);
});
