import { globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { firstVisit } from './first-visit.ts';
import { namesOf } from './route-names.ts';

/** What a customer cannot buy without: each must be loaded before a process says that it is ready. */
const needed = [
  ...['/[[...home]]', '/c/[handle]/[[...view]]', '/p/[handle]', '/search/[[...query]]', '/cart', '/checkout'],
  ...[
    '/orders/[token]',
    '/account',
    '/api/cart',
    '/api/checkout',
    '/api/checkout/[id]',
    '/api/checkout/quote',
  ],
  ...['/api/payment-config', '/api/suggest', '/api/account'],
];

/** The routes of the sources as Next's manifest has them: of those an address fits, the most exact first. */
function routesOfSources() {
  const routes = globSync('app/**/{page.tsx,route.ts}')
    .map((file) => file.replace(/^app|\/(page\.tsx|route\.ts)$/g, '').replace(/\/\([^/]+\)/g, ''))
    .sort((a, b) => Number(a.includes('...')) - Number(b.includes('...')) || b.length - a.length);
  const some = (page: string) =>
    page
      .replace(/\/\[\[\.{3}\w+\]\]/g, '(/.+)?')
      .replace(/\[\.{3}\w+\]/g, '.+')
      .replace(/\[\w+\]/g, '[^/]+');
  return {
    staticRoutes: routes.filter((page) => !page.includes('[')).map((page) => ({ page })),
    dynamicRoutes: routes
      .filter((page) => page.includes('['))
      .map((page) => ({ page, regex: `^${some(page)}/?$` })),
  };
}

test('a first visit goes from the shop’s home to a product it sells, and asks for every route that buying needs', async () => {
  const asked: string[] = [];
  const pages: Record<string, string> = {
    '/': '<a href="/de/c/tee">Tee</a><a href="/c/tea">Tea</a>',
    '/c/tea': '<a href="/p/green-tea">Green tea</a>',
  };
  await firstVisit(async (path) => {
    asked.push(path);
    return pages[path] ?? '{}';
  });
  expect(asked.slice(0, 3)).toEqual(['/', '/c/tea', '/p/green-tea']);
  const routeOf = namesOf(routesOfSources());
  const routes = new Set(asked.map((path) => routeOf(path.split('?')[0] ?? path)));
  expect(needed.filter((route) => !routes.has(route))).toEqual([]);
  expect([...routes]).not.toContain('other');
});

test('a shop without products asks for their routes all the same', async () => {
  const asked: string[] = [];
  await firstVisit(async (path) => {
    asked.push(path);
    return '';
  });
  expect(asked.slice(0, 3)).toEqual(['/', '/c/none', '/p/none']);
});
