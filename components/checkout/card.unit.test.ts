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

const now = new Date(2026, 7, 31, 23, 59);

test.each([
  ['01 / 20', { expiry: 'expired' }],
  ['07 / 26', { expiry: 'expired' }],
  ['08 / 26', {}],
  ['01 / 27', {}],
])('in August 2026 a card that ends %s', (expiry, errors) => {
  expect(cardErrors({ number: '4242 4242 4242 4242', expiry, cvc: '123' }, now)).toEqual(errors);
});

test('what is missing is named by field', () => {
  expect(cardErrors({ number: '4242 4242 4242 4242', expiry: '12 / 31', cvc: '123' }, now)).toEqual({});
  expect(Object.keys(cardErrors({ number: '1', expiry: '13 / 31', cvc: '' }, now))).toEqual([
    'number',
    'expiry',
    'cvc',
  ]);
});
