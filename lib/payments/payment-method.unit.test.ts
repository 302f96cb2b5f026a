import { expect, test } from 'vitest';
import { methodOf, readMethod, type ToldMethod } from './payment-method.ts';

test.each<[string, ToldMethod | null, string]>([
  ['a card by its brand', { type: 'card', brand: 'visa', wallet: null }, 'visa'],
  ['the wallet, not the card in it', { type: 'card', brand: 'visa', wallet: 'apple_pay' }, 'apple_pay'],
  ['a wallet we do not tell apart by its card', { type: 'card', brand: 'amex', wallet: 'link' }, 'amex'],
  ['Adyen’s short word', { type: 'scheme', brand: 'mc' }, 'mastercard'],
  ['Adyen’s Google Pay', { type: 'googlepay', brand: 'visa' }, 'google_pay'],
  ['a rare card', { type: 'card', brand: 'jcb' }, 'other_card'],
  ['what is no card', { type: 'klarna' }, 'other'],
  ['PayPal', { type: 'paypal' }, 'paypal'],
  ['nothing said', {}, 'unknown'],
  ['nothing at all', null, 'unknown'],
])('%s', (_what, told, method) => {
  expect(methodOf(told)).toBe(method);
});

test('a stored word of another release is unknown, so that the label stays bounded', () => {
  expect([readMethod('visa'), readMethod('carrier_pigeon'), readMethod(null)]).toEqual([
    'visa',
    'unknown',
    'unknown',
  ]);
});
