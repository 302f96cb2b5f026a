import { expect, test } from 'vitest';
import { preferredLocale, refusalWords } from './index.ts';

test('the language asked for most is taken, of those there are', () => {
  expect(preferredLocale('de-AT')).toBe('de');
  expect(preferredLocale('en;q=0.5, de;q=0.9')).toBe('de');
  expect(preferredLocale('fr, en-GB;q=0.8, de;q=0.2')).toBe('en');
  expect(preferredLocale('de;q=0, *')).toBe('en');
  expect(preferredLocale(null)).toBe('en');
  expect(preferredLocale(';;q=x,,')).toBe('en');
});

test('a refusal is said by its code, with its facts; English and unknown codes stay as they are', () => {
  expect(refusalWords('de', 'not_in_stock', { onHand: 2 })).toEqual({ title: 'Nur noch 2 auf Lager' });
  expect(refusalWords('de', 'coupon_expired', { coupon: 'MAI' })).toEqual({ title: 'MAI ist abgelaufen.' });
  const lines = [{ title: 'Seil', onHand: 0 }, { title: 'Becher', onHand: 2 }, null];
  expect(refusalWords('de', 'lines_unavailable', { lines })?.detail).toBe(
    'Seil: ausverkauft; Becher: noch 2',
  );
  expect(refusalWords('de', 'constructor', {})).toBeNull();
  expect(refusalWords('en', 'not_in_stock', { onHand: 2 })).toBeNull();
});
