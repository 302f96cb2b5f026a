import { expect, test } from 'vitest';
import { filtersOf } from './filters-of.ts';

const tree = [
  {
    id: 'c1',
    handle: 'galley',
    title: 'Galley',
    children: [{ id: 'c2', handle: 'mugs', title: 'Mugs', children: [] }],
  },
];

test('choices of an address are filters of the catalogue, prices in minor units', () => {
  const choices = [
    ['category', 'mugs'],
    ['category', 'gone'],
    ['is.Colour', 'Navy'],
    ['is.Colour', 'Red'],
    ['max', '12.5'],
    ['stock', 'yes'],
    ['vendor', 'Kenmare'],
  ] as const;
  expect(filtersOf(choices, tree, 'EUR')).toEqual({
    attributes: { Colour: ['Navy', 'Red'] },
    vendors: ['Kenmare'],
    types: [],
    categoryIds: ['c2', 'gone'],
    maxPrice: 1250,
    inStock: true,
  });
  expect(filtersOf([['min', '100']], tree, 'JPY').minPrice).toBe(100);
  expect(filtersOf([], tree, 'EUR')).toMatchObject({ attributes: {}, inStock: false });
});
