import { expect, test } from 'vitest';
import { roughly, timeLeft } from './time-left.ts';

test.each([
  [0, 0, '00:00:00'],
  [-5_000, 0, '00:00:00'],
  [1, 0, '00:00:01'],
  [59_999, 0, '00:01:00'],
  [3_661_000, 0, '01:01:01'],
  [86_399_000, 0, '23:59:59'],
  [90_061_000, 1, '01:01:01'],
])('%i ms are %i days and %s', (ms, days, clock) => {
  expect(timeLeft(ms)).toEqual({ days, clock });
});

test.each([
  [30_000, 1, 'minutes'],
  [59 * 60_000, 59, 'minutes'],
  [90 * 60_000, 2, 'hours'],
  [72 * 3_600_000, 3, 'days'],
])('%i ms are said as %i %s', (ms, count, unit) => {
  expect(roughly(ms)).toEqual({ count, unit });
});
