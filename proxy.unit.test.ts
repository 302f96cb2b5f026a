import { NextRequest } from 'next/server.js';
import { expect, test } from 'vitest';
import { proxy } from './proxy.ts';

const led = (path: string) => proxy(new NextRequest(`http://shop.example${path}`)).headers;

test.each([
  ['/search?in=mugs&vendor=Acme', '/c/mugs/by-vendor=Acme'],
  ['/de/search?in=кружки&sort=newest', '/de/c/%D0%BA%D1%80%D1%83%D0%B6%D0%BA%D0%B8/newest'],
  ['/search?in=κούπα', '/c/%CE%BA%CE%BF%CF%8D%CF%80%CE%B1'],
])('a filter sent without script, %s, leads to %s', (asked, path) => {
  expect(led(asked).get('location')).toBe(`http://shop.example${path}`);
});

test.each(['..', '/admin', 'a/b', '', 'x'.repeat(191), '%', '//evil.example'])(
  'a category %j is none, and leads nowhere',
  (handle) => {
    const headers = led(`/search?in=${encodeURIComponent(handle)}`);
    expect(headers.get('location')).toBeNull();
    expect(headers.get('x-middleware-rewrite')).toBe('http://shop.example/search/q-');
  },
);
