import { expect, test } from 'vitest';
import { pointsFor, pointsKept } from './points.ts';

test.each([
  [0, 'EUR', 0],
  [99, 'EUR', 0],
  [100, 'EUR', 1],
  [1999, 'EUR', 19],
  [1999, 'JPY', 1999],
  [-500, 'EUR', 0],
])('%i minor units of %s are worth %i points', (minor, currency, points) => {
  expect(pointsFor(minor, currency)).toBe(points);
});

test.each([
  [25, 2_500, 0, 25],
  [25, 2_500, 1_250, 12],
  [25, 2_500, 2_499, 0],
  [25, 2_500, 2_500, 0],
  [25, 2_500, 9_999, 0],
  [25, 2_500, -5, 25],
  [0, 99, 0, 0],
  [5, 0, 0, 0],
  [2_000_000_001, 2_000_000_001, 1, 2_000_000_000],
])('of %i points for %i, of which %i went back, %i are left', (earned, paid, refunded, left) => {
  expect(pointsKept(earned, paid, refunded)).toBe(left);
});
