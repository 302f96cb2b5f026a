import { expect, test } from 'vitest';
import { amountText, parseAmount } from './amount.ts';

test.each([
  ['19.99', 2, 1999],
  ['19,9', 2, 1990],
  [' 0 ', 2, 0],
  ['1000', 0, 1000],
  ['0.07', 2, 7],
  ['19.999', 2, null],
  ['1.5', 0, null],
  ['-1', 2, null],
  ['1e3', 2, null],
  ['1.299,50', 2, null],
  ['', 2, null],
  ['99999999', 2, null],
])('%j with %i decimals is %j minor units', (text, decimals, minor) => {
  expect(parseAmount(text, decimals)).toBe(minor);
});

test('what is shown reads back as the same amount', () => {
  for (const minor of [0, 1, 10, 1999, 123_456]) expect(parseAmount(amountText(minor, 2), 2)).toBe(minor);
});
