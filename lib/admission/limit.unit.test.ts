import { expect, test } from 'vitest';
import { type Look, leastLimit, mostLimit, nextLimit } from './limit.ts';

const idle: Look = { delayMs: 1, utilization: 0.2, peak: 3, wanted: false, databaseBehindMs: 0 };
const late: Look = { delayMs: 90, utilization: 0.99, peak: 60, wanted: true, databaseBehindMs: 0 };
const wanted: Look = { ...idle, wanted: true };

test('a process that is late and busy takes fewer, from what was really under way, but never too few', () => {
  expect(nextLimit(400, late)).toBe(51);
  expect(nextLimit(40, late)).toBe(34);
  let limit = 400;
  for (let look = 0; look < 30; look++) limit = nextLimit(limit, { ...late, peak: limit });
  expect(limit).toBe(leastLimit);
});

test('one that keeps up takes more only while somebody would need it, and no more than its memory holds', () => {
  expect(nextLimit(40, idle)).toBe(40);
  expect(nextLimit(40, wanted)).toBe(43);
  expect(nextLimit(leastLimit, wanted)).toBe(leastLimit + 1);
  let limit = leastLimit;
  for (let look = 0; look < 100; look++) limit = nextLimit(limit, wanted);
  expect(limit).toBe(mostLimit);
});

test('a slow gateway is no overload: many wait, the process is on time', () => {
  expect(nextLimit(64, { ...idle, peak: 64, wanted: true })).toBeGreaterThan(64);
});

test('a process that is late without being busy was only not given a processor', () => {
  expect(nextLimit(64, { ...late, utilization: 0.3, wanted: false })).toBe(64);
});

test('statements that have been waiting for connections without a break are overload, whatever the loop says', () => {
  expect(nextLimit(64, { ...wanted, peak: 64, databaseBehindMs: 1_200 })).toBe(54);
  expect(nextLimit(64, { ...wanted, peak: 64, databaseBehindMs: 300 })).toBeGreaterThan(64);
});

test('within ten seconds of the end of an overload the limit is back where it was', () => {
  let limit = leastLimit;
  let looks = 0;
  while (limit < 64) {
    limit = nextLimit(limit, wanted);
    looks++;
  }
  expect(looks * 100).toBeLessThan(10_000);
});
