import { expect, test } from 'vitest';
import { cardErrors, groupDigits, groupExpiry } from './card.ts';

test.each([
  ['4242424242424242', '4242 4242 4242 4242'],
  ['4242 4242-42', '4242 4242 42'],
  ['378282246310005', '3782 822463 10005'],
  ['', ''],
  ['abc', ''],
])('%s is shown as %s', (typed, shown) => {
  expect(groupDigits(typed)).toBe(shown);
});

test.each([
  ['1', '1'],
  ['12', '12'],
  ['1231', '12 / 31'],
  ['12 / 3', '12 / 3'],
  ['12/2031', '12 / 20'],
])('expiry %s is shown as %s', (typed, shown) => {
  expect(groupExpiry(typed)).toBe(shown);
});

test('what is missing is named by field', () => {
  expect(cardErrors({ number: '4242 4242 4242 4242', expiry: '12 / 31', cvc: '123' })).toEqual({});
  expect(Object.keys(cardErrors({ number: '1', expiry: '13 / 31', cvc: '' }))).toEqual([
    'number',
    'expiry',
    'cvc',
  ]);
});
