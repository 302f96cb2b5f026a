import { expect, test } from 'vitest';
import { pointsFor } from './points.ts';

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
