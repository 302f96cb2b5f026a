import { expect, test } from 'vitest';
import { faultsOf, kills, shopperPlan, victims } from './plan.ts';

const first = <T>(count: number, source: Generator<T, never>) =>
  Array.from({ length: count }, () => source.next().value);

test('the same seed makes the same run, another seed another', () => {
  expect(first(50, kills(7))).toEqual(first(50, kills(7)));
  expect(first(50, kills(7))).not.toEqual(first(50, kills(8)));
  expect(first(50, faultsOf(7))).toEqual(first(50, faultsOf(7)));
  expect(shopperPlan(7, 3, ['A', 'B'])).toEqual(shopperPlan(7, 3, ['A', 'B']));
  expect(shopperPlan(7, 3, ['A', 'B']).checkoutId).not.toBe(shopperPlan(7, 4, ['A', 'B']).checkoutId);
});

test('everybody is killed once before anybody is killed twice', () => {
  const round = first(victims.length, kills(1)).map(({ victim }) => victim);
  expect(new Set(round).size).toBe(victims.length);
});
