import { expect, test } from 'vitest';
import { beforeNewest, mostLookedAt, planSearch } from './plan.ts';
import { shareOf, titledIn, type WordSample } from './words.repository.ts';

const shop = { size: 1_000_000, wanted: 500 };

test('a small shop asks its index for every word', () => {
  expect(planSearch([0.9, 0.1], { size: 0, wanted: 500 })).toMatchObject({ indexed: [1, 0], newest: 0 });
});

test('a word that few have is asked of the index, one that many have is looked for in the newest', () => {
  expect(planSearch([0], shop)).toMatchObject({ indexed: [0], newest: 0 });
  expect(planSearch([0.005], shop)).toMatchObject({ indexed: [0], newest: 0 });
  expect(planSearch([0.02], shop)).toMatchObject({ indexed: [0], newest: 0 });
  expect(planSearch([0.1], shop)).toMatchObject({ indexed: [], newest: 5_000 });
  expect(planSearch([1], shop)).toMatchObject({ indexed: [], newest: 500 });
});

test('beside a word that few have, one that many have is looked for in what the index answers with', () => {
  expect(planSearch([0.3, 0.003], shop)).toMatchObject({ indexed: [1], newest: 0 });
});

test('of a word that nobody knows the index is asked alone', () => {
  expect(planSearch([0.03, 0], shop)).toMatchObject({ indexed: [1], newest: 0 });
});

test('a number of which few are expected is asked of the index alone', () => {
  const sample: Pick<WordSample, 'words' | 'starts'> = { words: [], starts: [['n12', 0.011]] };
  expect(shareOf('n12', sample)).toBe(0.011);
  expect(shareOf('n1234', sample)).toBeCloseTo(0.000_11);
  expect(shareOf('n12x', sample)).toBe(0);
  expect(planSearch([0.1, 0.05, shareOf('n1234', sample)], { ...shop, wanted: 16 })).toMatchObject({
    indexed: [2],
    newest: 0,
  });
});

test('how many are called so is expected from the titles of a sample', () => {
  const sample: WordSample = {
    ...{
      size: 1_000_000,
      numbers: { last: 1_000_000, each: 1 },
      words: [['boats', 1]],
      starts: [['mug', 0.2]],
    },
    titles: [
      ['mug', 0.1],
      ['canvas', 0.05],
      ['canvasses', 0.01],
    ],
  };
  expect(titledIn(['mug'], sample)).toBe(100_000);
  expect(titledIn(['canvas', 'mug'], sample)).toBe(6_000);
  expect(titledIn(['canvas', 'mug', 'boats'], sample)).toBe(0);
  expect(titledIn([], sample)).toBe(0);
  expect(titledIn(['mug'], { ...sample, size: 0 })).toBe(0);
});

test('of two that many have no more is looked through than the index would take', () => {
  const { indexed, newest } = planSearch([0.1, 0.06], shop);
  expect([indexed, newest]).toEqual([[], mostLookedAt]);
  // Too few of these are among the newest.
  expect(planSearch([0.05, 0.05], shop).newest).toBe(0);
});

test('no more is looked through than there is, nor than is allowed', () => {
  expect(planSearch([0.5], { size: 6_000, wanted: 6_000 }).newest).toBe(6_000);
  expect(planSearch([0.01], { size: 1_000_000, wanted: 16, most: 5_000 })).toMatchObject({
    indexed: [],
    newest: 1_600,
  });
});

test('how many have all words is expected from how many have each', () => {
  expect(planSearch([0.1, 0.02], shop).hits).toBe(2_000);
  expect(planSearch([0, 0.04], shop).hits).toBe(40);
});

test('the newest have the last numbers, of which a shop has more than products', () => {
  expect(beforeNewest({ last: 9_000, each: 1 }, 500)).toBe(8_500);
  expect(beforeNewest({ last: 9_000, each: 3 }, 500)).toBe(7_500);
  expect(beforeNewest({ last: 100, each: 1 }, 500)).toBe(0);
});
