import { expect, test } from 'vitest';
import { kindOf } from './kinds.ts';

test.each([
  ['GET', '/api/health/ready', null],
  ['GET', '/_next/static/a.js', null],
  ['GET', '/', 'cached'],
  ['GET', '/de/p/tau?x=1', 'cached'],
  ['GET', '/checkout-your-boat', 'cached'],
  ['GET', '/search?q=rope', 'browse'],
  ['GET', '/de/search?q=tau', 'browse'],
  ['POST', '/api/checkout', 'checkout'],
  ['GET', '/de/checkout', 'checkout'],
  ['POST', '/api/webhooks/stripe', 'checkout'],
  ['GET', '/orders/abc', 'checkout'],
  ['GET', '/admin/orders', 'checkout'],
  ['POST', '/api/cart', 'cart'],
  ['GET', '/us/cart', 'cart'],
  ['GET', '/api/suggest?q=a', 'browse'],
] as const)('%s %s is %s', (method, url, kind) => {
  expect(kindOf(method, url, '')).toBe(kind);
});

test('a cart that is asked for by somebody without one is the badge of a page', () => {
  expect(kindOf('GET', '/api/cart?market=de', 'ballast_visit=session')).toBe('browse');
  expect(kindOf('GET', '/api/cart?market=de', 'a=b; ballast_cart=0199')).toBe('cart');
});
