import { expect, test } from 'vitest';
import { History } from './history.ts';

test('after an acknowledgement only that state or a later one may be shown', () => {
  const price = new History('price', '1');
  const acknowledged = price.change('2', 100);
  expect(price.allows('1', 110, 120)).toBe(true);
  expect(price.allows('2', 110, 120)).toBe(true);
  acknowledged(150);
  expect(price.allows('1', 140, 200)).toBe(true);
  expect(price.allows('1', 151, 200)).toBe(false);
  expect(price.allows('2', 151, 200)).toBe(true);
});

test('nothing may be shown before its change began', () => {
  const price = new History('price', '1');
  price.change('2', 100);
  expect(price.allows('2', 10, 99)).toBe(false);
});

test('a change whose answer was lost may be seen or not, until a later one is acknowledged', () => {
  const stock = new History('stock', 'in');
  stock.change('out', 100);
  expect(stock.allows('in', 500, 510)).toBe(true);
  expect(stock.allows('out', 500, 510)).toBe(true);
  stock.change('in', 600)(700);
  expect(stock.allows('out', 701, 710)).toBe(false);
});
