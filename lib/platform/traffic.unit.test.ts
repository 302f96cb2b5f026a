import { expect, test } from 'vitest';
import { signTraffic, verifyTraffic } from './traffic.ts';

test('what we signed is believed', () => {
  expect(verifyTraffic(signTraffic('synthetic'))).toBe('synthetic');
  expect(verifyTraffic(signTraffic('load'))).toBe('load');
});

test.each([
  null,
  '',
  'synthetic',
  'synthetic.',
  `synthetic.${'0'.repeat(64)}`,
  signTraffic('load').replace('load', 'synthetic'),
  signTraffic('synthetic').toUpperCase(),
  `${signTraffic('synthetic')}0`,
  `shopper.${'0'.repeat(64)}`,
])('%j is a shopper', (header) => {
  expect(verifyTraffic(header)).toBe('shopper');
});
