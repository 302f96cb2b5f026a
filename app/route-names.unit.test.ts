import { expect, test } from 'vitest';
import { namesOf, routeNames } from './route-names.ts';

const pattern = (page: string) => ({
  page,
  regex: `^${page.replaceAll(/\/\[\[\.\.\.\w+\]\]/g, '(?:/(.+?))?').replaceAll(/\[\w+\]/g, '([^/]+?)')}(?:/)?$`,
});
const routeOf = namesOf({
  staticRoutes: [{ page: '/api/cart' }, { page: '/admin' }],
  dynamicRoutes: [
    pattern('/admin/orders/[id]'),
    pattern('/[market]/p/[handle]'),
    pattern('/[market]/search/[[...query]]'),
    pattern('/[market]/cart'),
    pattern('/[market]'),
  ],
});

test.each([
  ['/', '/'],
  ['/de', '/'],
  ['/p/blue-mug', '/p/[handle]'],
  ['/de/p/blue-mug', '/p/[handle]'],
  ['/search', '/search/[[...query]]'],
  ['/search/q-mug/price-asc', '/search/[[...query]]'],
  ['/cart', '/cart'],
  ['/api/cart', '/api/cart'],
  ['/admin/orders/0199', '/admin/orders/[id]'],
  ['/_next/static/chunks/a.js', '/_next'],
  ['/wp-login.php/x/y', 'other'],
])('%s is of the route %s', (path, route) => {
  expect(routeOf(path)).toBe(route);
});

test('without a build there are few names', () => {
  const coarse = routeNames('/none');
  expect(['/api/cart', '/p/x', '/_next/y'].map(coarse)).toEqual(['/api', 'page', '/_next']);
});
