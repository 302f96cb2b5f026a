import { expect, test } from 'vitest';
import { wayBack } from './way-back.ts';

test.each(['/p/enamel-mug', '/de/c/kitchen', '/', '/a/../p/rope'])('%s leads back there', (asked) => {
  expect(wayBack(asked, '/de')).toBe(asked === '/a/../p/rope' ? '/p/rope' : asked);
});

test.each([
  ...['//e', '///e', '/.//e', '/..//e', '/a/..//e', '/.//evil.example/x', '/./..//e'],
  ...['/\\e', '\\\\e', 'https://e', 'p/rope', '/p?next=//e', '/%2e//e', `/${'x'.repeat(301)}`, '', null],
])('%s leads home', (asked) => {
  expect(wayBack(asked, '/de')).toBe('/de');
});
