import { expect, test } from 'vitest';
import { isCalled, type Line, moveOn, secondsLeft } from './admission.ts';

const start: Line = { called: 0, rate: 5, lookedAtMs: 0 };
const calm = { taken: 1_000, pressed: false };

test('numbers are called in their order, as fast as the rate lets them', () => {
  const line = moveOn(start, { nowMs: 2_000, ...calm });
  expect(isCalled(line, 10)).toBe(true);
  expect(isCalled(line, 11)).toBe(false);
  expect(secondsLeft(line, 10)).toBe(0);
  expect(secondsLeft(line, 10 + Math.floor(line.rate * 60))).toBeLessThanOrEqual(60);
});

test('many looks or few, the line has come equally far', () => {
  const held = (every: number) => {
    let line: Line = { ...start, rate: 200 };
    for (let nowMs = every; nowMs <= 4_000; nowMs += every) line = moveOn(line, { nowMs, ...calm });
    return Math.floor(line.called);
  };
  expect(held(100)).toBe(held(1_000));
});

test('nobody is called who has not come, and a rate that nobody needed does not grow', () => {
  const line = moveOn(start, { nowMs: 4_000, taken: 7, pressed: false });
  expect(line).toEqual({ called: 7, rate: 5, lookedAtMs: 4_000 });
});

test('the rate falls while the shop turns people away, and grows while it does not', () => {
  const pressed = moveOn(start, { nowMs: 1_000, taken: 1_000, pressed: true });
  expect(pressed.rate).toBeCloseTo(3.33, 1);
  expect(moveOn(start, { nowMs: 1_000, ...calm }).rate).toBeCloseTo(5.25, 2);
  let line = start;
  for (let nowMs = 1_000; nowMs < 60_000; nowMs += 1_000)
    line = moveOn(line, { nowMs, taken: 1e6, pressed: true });
  expect(line.rate).toBe(0.5);
});

test('a clock that goes back calls nobody, one that jumps ahead only a few', () => {
  expect(moveOn({ ...start, lookedAtMs: 9_000 }, { nowMs: 1_000, ...calm }).called).toBe(0);
  expect(moveOn(start, { nowMs: 86_400_000, ...calm }).called).toBe(50);
});
