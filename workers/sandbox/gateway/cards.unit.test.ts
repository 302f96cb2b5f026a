import { expect, test } from 'vitest';
import { cardKind, cardProblem, hasValidCheckDigit, namedTokens } from './cards.ts';
import { parseForm, textAt, textsAt } from './stripe/form.ts';

const now = new Date('2026-11-24T12:00:00Z');
const card = { number: '4242424242424242', expMonth: 11, expYear: 2026, cvc: '123' };

test.each([
  ['4242424242424242', 'visa'],
  ['4000056655665556', 'visa'],
  ['5555555555554444', 'mastercard'],
  ['2223003122003222', 'mastercard'],
  ['378282246310005', 'amex'],
  ['6011111111111117', 'discover'],
  ['30569309025904', 'diners'],
  ['38520000023237', 'diners'],
  ['3566002020360505', 'jcb'],
  ['6200000000000005', 'unionpay'],
  ['6205500000000000004', 'unionpay'],
])('%s is a %s card that succeeds', (number, brand) => {
  expect(hasValidCheckDigit(number)).toBe(true);
  expect(cardKind(number)).toEqual({ brand, behaviour: { does: 'succeed' } });
});

test('every named token stands for a valid card number', () => {
  for (const number of Object.values(namedTokens)) expect(hasValidCheckDigit(number)).toBe(true);
});

test.each([
  [{}, null],
  [{ number: '378282246310005', cvc: '1234' }, null],
  [{ cvc: undefined }, null],
  [{ number: '4242424242424241' }, 'incorrect_number'],
  [{ number: '' }, 'incorrect_number'],
  [{ expMonth: 0 }, 'invalid_expiry_month'],
  [{ expMonth: 10 }, 'invalid_expiry_year'],
  [{ expYear: Number.NaN }, 'invalid_expiry_year'],
  [{ cvc: '1234' }, 'invalid_cvc'],
  [{ cvc: '12' }, 'invalid_cvc'],
])('a card typed with %o has the problem %s', (change, code) => {
  expect(cardProblem({ ...card, ...change }, now)?.code ?? null).toBe(code);
});

test('form keys nest, and hostile ones do nothing', () => {
  const form = parseForm(
    'card[number]=42&expand[]=a&expand[]=b&metadata[__proto__]=x&a[b][c][d][e][f]=deep&=z',
  );
  expect(textAt(form, 'card', 'number')).toBe('42');
  expect(textsAt(form, 'expand')).toEqual({ 0: 'a', 1: 'b' });
  expect(form.metadata).toBeUndefined();
  expect(form.a).toBeUndefined();
  expect(textAt(form, 'card')).toBeUndefined();
  expect(textAt(parseForm('a=1&a[b]=2'), 'a', 'b')).toBe('2');
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
