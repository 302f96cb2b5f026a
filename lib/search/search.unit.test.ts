import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buyable, type Counted, countChanges, sumCounts } from './counts.ts';
import { placesIn } from './places.ts';
import { matchOf, queryTokens, storedText, tokensOf } from './tokens.ts';
import { nearestWord, typoDistance } from './typos.ts';

test('whatever is typed, the full-text expression holds nothing but words', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (typed) => {
      const tokens = queryTokens(typed);
      expect(tokens.length).toBeLessThanOrEqual(8);
      const match = matchOf(
        tokens.map((token) => [token]),
        { all: true },
      );
      expect(match).toMatch(/^(\+[\p{L}\p{N}\p{M}_]+\*?( |$)){0,8}$/u);
    }),
  );
});

test('words are folded, and none is too short or too common for the index', () => {
  expect(tokensOf('Café Größe MARL-20 café')).toEqual(['cafe', 'grosse', 'marl', '20']);
  expect(tokensOf('急須茶碗')).toEqual(['急須', '須茶', '茶碗']);
  expect(storedText(['xl', 'the', 'mug'])).toBe('xl_ the__ mug');
  expect(queryTokens('The lamp')).toEqual(['lamp']);
  expect(queryTokens('to be')).toEqual(['to', 'be']);
  expect(matchOf([['sofa', 'couch'], ['to']], { all: true })).toBe('+(sofa* couch*) +to__');
  expect(queryTokens(' -"* ')).toEqual([]);
});

test.each([
  ['lantern', 'lantern', 0],
  ['lanten', 'lantern', 1],
  ['latnern', 'lantern', 1],
  ['lnatren', 'lantern', 2],
  ['lantern', 'anchor', 3],
])('%s is %s with %d errors', (a, b, errors) => {
  expect(typoDistance(a, b, 2)).toBe(errors);
});

test('a mistyped word becomes the nearest one, short words stay as they are', () => {
  const words = ['lantern', 'lanyard', 'compass', 'mug'];
  expect(nearestWord('lanten', words)).toBe('lantern');
  expect(nearestWord('compsas', words)).toBe('compass');
  expect(nearestWord('mog', words)).toBeNull();
  expect(nearestWord('zebra', words)).toBeNull();
});

test('the distance is the same both ways, and never more than the letters that differ in number or place', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(typoDistance(a, b, 9)).toBe(typoDistance(b, a, 9));
      expect(typoDistance(a, b, 9)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(typoDistance(a, b, 9) === 0).toBe(a === b);
    }),
  );
});

test('what changed listings, added up, is what their entries count', () => {
  const some = (most: number) => fc.uniqueArray(fc.integer({ min: 1, max: most }), { maxLength: most });
  const entry = fc.record({ available: fc.boolean(), listings: some(3), others: some(5) }).map(
    ({ available, listings, others }): Counted => ({
      ...{ available, listings },
      facets: [...listings, ...others.map((number) => number + 10)],
    }),
  );
  const lives = fc.array(fc.array(fc.option(entry), { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  fc.assert(
    fc.property(lives, (entries) => {
      const changes = entries.flatMap((states) =>
        countChanges(states.map((after, index) => ({ before: states[index - 1] ?? null, after }))),
      );
      for (const listing of [1, 2, 3]) {
        const now = entries.flatMap((states) => states.at(-1) ?? []);
        const listed = now.filter(({ listings }) => listings.includes(listing));
        const each = listed.flatMap(({ facets, available }) => [...facets, ...(available ? [buyable] : [])]);
        const own = changes.filter((change) => change.listing === listing);
        expect(sumCounts(own.map((change) => change.changes))).toEqual(
          sumCounts([each.map((facet): [number, number] => [facet, 1])]),
        );
      }
    }),
  );
});

test('a product stands first where it is first in one of its categories below, and nowhere above what is hidden', () => {
  const node = (parentId: string | null, hidden = false) => ({ title: '', parentId, hidden });
  const tree = new Map([
    ...Object.entries({ top: node(null), a: node('top'), b: node('top'), off: node('top', true) }),
    ...Object.entries({ below: node('off'), ring: node('ring') }),
  ]);
  const placed = (places: Record<string, number>) =>
    Object.fromEntries(
      placesIn(
        tree,
        Object.entries(places).map(([categoryId, position]) => ({ categoryId, position })),
      ),
    );
  expect(placed({ a: 7, b: 3 })).toEqual({ a: 7, b: 3, top: 3 });
  expect(placed({ a: 7, below: 1 })).toEqual({ a: 7, top: 7 });
  expect(placed({ ring: 2 })).toEqual({ ring: 2 });
});
