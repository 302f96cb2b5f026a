import { expect, test } from 'vitest';
import { movedTo, type PlacedRow, placeAt, placeWords, withoutBelow } from './category-place.ts';

const row = (id: string, parentId: string | null, depth: number): PlacedRow => ({
  ...{ id, title: id.toUpperCase(), parentId, depth },
});
const rows = [row('a', null, 0), row('b', 'a', 1), row('c', 'a', 1), row('d', null, 0), row('e', 'd', 1)];
const told = (list: readonly PlacedRow[]) => list.map(({ id, depth }) => `${depth}${id}`).join(' ');

test('what is below a category travels with it', () => {
  expect(told(withoutBelow(rows, 'a'))).toBe('0a 0d 1e');
  expect(told(withoutBelow(rows, 'd'))).toBe('0a 1b 1c 0d');
  expect(told(withoutBelow(rows, null))).toBe(told(rows));
});

test('a row is dropped as near to where it was drawn as the rows around allow', () => {
  // d, drawn over b: first below a, or, since b follows, no further out than that.
  expect(placeAt(withoutBelow(rows, 'd'), 3, 1, 0)).toEqual({ parentId: 'a', afterId: null });
  // e between c and d: below c, behind c, behind a.
  expect(placeAt(rows, 4, 3, 9)).toEqual({ parentId: 'c', afterId: null });
  expect(placeAt(rows, 4, 3, 1)).toEqual({ parentId: 'a', afterId: 'c' });
  expect(placeAt(rows, 4, 3, 0)).toEqual({ parentId: null, afterId: 'a' });
  expect(placeAt(rows, 4, 0, 5)).toEqual({ parentId: null, afterId: null });
});

test('a move shows at once what the tree will be', () => {
  expect(told(movedTo(rows, 'd', { parentId: 'a', afterId: 'b' }))).toBe('0a 1b 1d 2e 1c');
  expect(told(movedTo(rows, 'b', { parentId: null, afterId: 'd' }))).toBe('0a 1c 0d 1e 0b');
  expect(told(movedTo(rows, 'd', { parentId: null, afterId: null }))).toBe('0d 1e 0a 1b 1c');
  expect(told(movedTo(rows, 'c', { parentId: 'd', afterId: null }))).toBe('0a 1b 0d 1c 1e');
  expect(placeWords(rows, { parentId: 'a', afterId: 'b' })).toBe('below A, behind B');
  expect(placeWords(rows, { parentId: null, afterId: null })).toBe('at the top, first');
});
