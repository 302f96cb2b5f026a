import { expect, test } from 'vitest';
import { extremes, inWords, isEmptyChart, rowsOf } from './chart-words.ts';

test('values are written as people read them', () => {
  expect(inWords(123_456, 'money', 'EUR')).toBe('€1,234.56');
  expect(inWords(0.9942, 'percent', null)).toBe('99.42 %');
  expect(inWords(1, 'percent', null)).toBe('100 %');
  expect(inWords(0.0034, 'seconds', null)).toBe('3.4 ms');
  expect(inWords(0.25, 'seconds', null)).toBe('250 ms');
  expect(inWords(4.2, 'seconds', null)).toBe('4.2 s');
  expect(inWords(600, 'seconds', null)).toBe('10 min');
  expect(inWords(0.25, 'per-minute', null)).toBe('0.25');
  expect(inWords(null, 'count', null)).toBe('–');
});

test('the last known value, the highest and the lowest', () => {
  expect(extremes({ name: '', currency: null, values: [null, 3, 1, null] })).toEqual({
    last: 1,
    highest: 3,
    lowest: 1,
  });
  expect(isEmptyChart({ series: [{ name: '', currency: null, values: [null] }] })).toBe(true);
});

test('a table has few rows, the newest first', () => {
  const rows = rowsOf(Array.from({ length: 61 }, (_, index) => index));
  expect(rows[0]).toBe(60);
  expect(rows.length).toBeLessThanOrEqual(13);
});
