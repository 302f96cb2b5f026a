import { expect, test } from 'vitest';
import { choicesOf, listingHref, readView, viewOfQuery, viewSegments } from './listing-address.ts';

test.each([
  [undefined, { choices: [], sort: 'featured', page: 1 }],
  [['page-2'], { choices: [], sort: 'featured', page: 2 }],
  [['price-asc', 'page-12'], { choices: [], sort: 'price-asc', page: 12 }],
  [['by-stock=yes', 'newest'], { choices: [['stock', 'yes']], sort: 'newest', page: 1 }],
  [['page-0'], null],
  [['page-1e9'], null],
  [['by-'], null],
  [['by-other=1'], null],
  [['price-asc', 'other'], null],
  [['../..'], null],
])('%j is %j', (segments, view) => {
  expect(readView(segments)).toEqual(view);
});

test('a view and its segments are each other, whatever the values', () => {
  for (const value of ['Navy', '100 % wool & more', 'a,b', 'Größe~=/?', '+', '%2F']) {
    const view = {
      choices: choicesOf([
        ['is.Colour', value],
        ['max', '12,50'],
      ]),
      sort: 'newest' as const,
      page: 3,
    };
    const segments = viewSegments(view);
    expect(segments[0]).toMatch(/^by-[\w.*~=,+-]+$/);
    expect(readView(segments)).toEqual(view);
  }
});

test('the order of choosing, repetition and foreign fields make no other address', () => {
  const address = (query: string) =>
    listingHref({ category: 'galley' }, viewOfQuery(new URLSearchParams(query)));
  expect(address('is.Colour=Red&is.Colour=Navy&stock=on')).toBe(
    '/c/galley/by-is.Colour=Navy,is.Colour=Red,stock=yes',
  );
  expect(address('stock=1&utm=x&is.Colour=Navy&is.Colour=Red&is.Colour=Red&min=&min=x')).toBe(
    '/c/galley/by-is.Colour=Navy,is.Colour=Red,stock=yes',
  );
  expect(address('min=10.00&max=20&sort=price-asc&page=2')).toBe(
    '/c/galley/by-max=20,min=10/price-asc/page-2',
  );
  expect(address('sort=other&page=-1&in=galley')).toBe('/c/galley');
});

test('a search says the same in its query', () => {
  const view = viewOfQuery(new URLSearchParams('q=mug&vendor=A%26B&sort=newest'));
  expect(listingHref({ q: 'mug' }, view)).toBe('/search?q=mug&vendor=A%26B&sort=newest');
});
