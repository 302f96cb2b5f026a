import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMoney } from './money.ts';

test.each([
  ['19.9', 1_990, 'EUR'],
  ['19,90', 1_990, 'EUR'],
  ['1.234,56', 123_456, 'EUR'],
  ['1,234.56', 123_456, 'EUR'],
  ['1 234,56', 123_456, 'EUR'],
  ["1'234.56", 123_456, 'EUR'],
  ['12.345.678', 1_234_567_800, null],
  ['€ 5', 500, 'EUR'],
  ['5 USD', 500, 'USD'],
  ['GBP 5.00', 500, 'GBP'],
  ['1.10000', 110, 'EUR'],
  ['0.070', 7, 'EUR'],
  ['JPY 1980', 1_980, 'JPY'],
])('%s is %d %s', (text, minor, currency) => {
  const found = parseMoney(text, 'EUR');
  if (currency === null) expect(found).toHaveProperty('reason');
  else expect(found).toEqual({ minor, currency });
});

test.each(['', 'abc', '-1', '1,2,3', '1.2345,6.7', '1.234', '12,345', '1e3', '19.999', '999999999'])(
  '%s is refused',
  (text) => {
    expect(parseMoney(text, 'EUR')).toHaveProperty('reason');
  },
);

test('a price written in English, German or Swiss is the same price', () => {
  fc.assert(
    fc.property(fc.nat(19_999_999), fc.constantFrom('en-IE', 'de-DE', 'de-CH'), (minor, locale) => {
      const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(minor / 100);
      expect(parseMoney(text, 'EUR')).toEqual({ minor, currency: 'EUR' });
    }),
  );
});
