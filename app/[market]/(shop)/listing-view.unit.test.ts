import { expect, test } from 'vitest';
import { readView, viewPath } from './listing-view.ts';

test.each([
  [undefined, { sort: 'featured', page: 1 }],
  [['page-2'], { sort: 'featured', page: 2 }],
  [['price-asc', 'page-12'], { sort: 'price-asc', page: 12 }],
  [['page-0'], null],
  [['page-1e9'], null],
  [['price-asc', 'other'], null],
  [['../..'], null],
])('%j is %j', (segments, view) => {
  expect(readView(segments)).toEqual(view);
});

test('a view and its path are each other', () => {
  for (const view of [
    { sort: 'featured', page: 1 },
    { sort: 'newest', page: 3 },
  ] as const) {
    const segments = viewPath('', view).split('/').filter(Boolean);
    expect(readView(segments)).toEqual(view);
  }
});
