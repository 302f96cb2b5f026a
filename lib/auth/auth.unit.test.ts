import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';
import { may, permissions, permissionsOf } from './permissions.ts';
import { clientAddress, cookieOf, isSameOrigin, safeNext } from './request-guards.ts';
import { roles } from './roles.ts';
import { hashToken } from './session-store.ts';

test('an owner may do everything, a reader only look and mind their own account', () => {
  expect(permissionsOf('owner')).toEqual(Object.keys(permissions));
  expect(permissionsOf('readonly').filter((one) => !one.endsWith('.view'))).toEqual(['profile.edit']);
  for (const role of roles) expect(may(role, 'staff.manage'), role).toBe(role === 'owner');
});

test.each([
  ['support', 'orders.refund', true],
  ['support', 'prices.edit', false],
  ['merchandiser', 'prices.edit', true],
  ['merchandiser', 'orders.refund', false],
] as const)('%s, %s: %s', (role, permission, expected) => {
  expect(may(role, permission)).toBe(expected);
});

test('Redis sees the SHA-256 of a token, never the token', () => {
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('passwords are stored as argon2id and nothing fits an account that is not there', async () => {
  const stored = await hashPassword('correct horse');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(stored, 'correct horse')).toBe(true);
  expect(await verifyPassword(stored, 'battery staple')).toBe(false);
  expect(await verifyPassword(null, 'correct horse')).toBe(false);
});

test.each([
  ['/admin/orders?q=a&page=2', '/admin/orders?q=a&page=2'],
  ['/admin', '/admin'],
  ['//evil.example/admin', '/admin'],
  ['/\\evil.example/admin', '/admin'],
  ['/\t/evil.example/admin', '/admin'],
  ['https://evil.example/admin', '/admin'],
  ['javascript:alert(1)', '/admin'],
  ['/admin/../checkout', '/admin'],
  ['/admin/./..//evil.example', '/admin'],
  ['/administrator', '/admin'],
  ['/admin/sign-in?next=/admin/sign-in', '/admin'],
  ['', '/admin'],
  [null, '/admin'],
  [['/admin/orders'], '/admin'],
  [`/admin?${'x'.repeat(3_000)}`, '/admin'],
])('after signing in, next=%j leads to %s', (next, target) => {
  expect(safeNext(next)).toBe(target);
});

test.each([
  ['GET', undefined, true],
  ['POST', 'http://localhost:7400', true],
  ['POST', 'http://shop.test', true],
  ['POST', 'http://evil.example', false],
  ['POST', 'http://shop.test.evil.example', false],
  ['POST', 'null', false],
  ['POST', undefined, false],
  ['DELETE', 'http://evil.example', false],
])('%s from %s is ours: %s', (method, origin, expected) => {
  const headers = new Headers({ host: 'shop.test', ...(origin ? { origin } : {}) });
  expect(isSameOrigin(new Request('http://shop.test/api/admin/x', { method, headers }))).toBe(expected);
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['203.0.113.9, 127.0.0.1, ::1', '203.0.113.9'],
  ['198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['127.0.0.1', 'this-machine'],
  ['', 'this-machine'],
])('behind our proxies, X-Forwarded-For %j is %s', (forwarded, address) => {
  expect(clientAddress(new Headers({ 'x-forwarded-for': forwarded }))).toBe(address);
});

test('a cookie is found by its whole name', () => {
  const headers = new Headers({ cookie: 'x_ballast_staff=no; ballast_staff=a=b; other=1' });
  expect(cookieOf(headers, 'ballast_staff')).toBe('a=b');
  expect(cookieOf(headers, 'staff')).toBeNull();
});
