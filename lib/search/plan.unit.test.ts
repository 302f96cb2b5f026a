import { expect, test } from 'vitest';
import { beforeNewest, mostLookedAt, planSearch } from './plan.ts';
import { shareOf, titledIn, type WordSample } from './words.repository.ts';

/** Of words that are called by their place. */
const plan = (shares: readonly number[], how: Parameters<typeof planSearch>[1]) =>
  planSearch(
    shares.map((share, word) => ({ word, share })),
    how,
  );
const shop = { size: 1_000_000, wanted: 500 };

test('a small shop asks its index for every word', () => {
  expect(plan([0.9, 0.1], { size: 0, wanted: 500 })).toMatchObject({ asked: [1, 0], read: [], newest: 0 });
});

test('a word that few have is asked of the index, one that many have is looked for in the newest', () => {
  expect(plan([0], shop)).toMatchObject({ asked: [0], newest: 0 });
  expect(plan([0.005], shop)).toMatchObject({ asked: [0], newest: 0 });
  expect(plan([0.015], shop)).toMatchObject({ asked: [0], newest: 0 });
  expect(plan([0.1], shop)).toMatchObject({ asked: [], newest: 5_000 });
  expect(plan([1], shop)).toMatchObject({ asked: [], newest: 500 });
});

test('beside a word that few have, one that many have is looked for in what the index answers with', () => {
  expect(plan([0.3, 0.003], shop)).toMatchObject({ asked: [1], read: [0], newest: 0 });
});

test('of a word that nobody knows the index is asked alone', () => {
  expect(plan([0.03, 0], shop)).toMatchObject({ asked: [1], read: [0], newest: 0 });
});

test('of words that few products have together all are read: then the index is asked for each', () => {
  const shares = [0.006, 0.1];
  expect(plan(shares, { size: 1_000_000, wanted: 240 })).toMatchObject({ asked: [0], read: [1], few: false });
  expect(plan(shares, { size: 1_000_000, wanted: 240, fewBelow: 1_000 })).toMatchObject({
    ...{ asked: [0, 1], read: [], few: true },
  });
});

test('the index looks for a second word faster than it collects the first, and texts are read for one that most have', () => {
  expect(plan([0.04, 0.06], { size: 1_000_000, wanted: 240 })).toMatchObject({ asked: [0, 1], read: [] });
  expect(plan([0.014, 0.2], { size: 1_000_000, wanted: 240 })).toMatchObject({ asked: [0], read: [1] });
});

test('a number of which few are expected is asked of the index alone', () => {
  const sample: Pick<WordSample, 'words' | 'starts'> = { words: [], starts: [['n12', 0.011]] };
  expect(shareOf('n12', sample)).toBe(0.011);
  expect(shareOf('n1234', sample)).toBeCloseTo(0.000_11);
  expect(shareOf('n12x', sample)).toBe(0);
  expect(plan([0.1, 0.05, shareOf('n1234', sample)], { ...shop, wanted: 16 })).toMatchObject({
    asked: [2],
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
  const { asked, read, newest } = plan([0.1, 0.06], shop);
  expect([asked, read, newest]).toEqual([[], [1, 0], mostLookedAt]);
  // Too few of these are among the newest.
  expect(plan([0.05, 0.05], shop).newest).toBe(0);
});

test('no more is looked through than there is, nor than is allowed', () => {
  expect(plan([0.5], { size: 6_000, wanted: 6_000 }).newest).toBe(6_000);
  expect(plan([0.01], { size: 1_000_000, wanted: 16, most: 5_000 })).toMatchObject({
    asked: [],
    newest: 1_600,
  });
});

test('how many have all words is expected from how many have each', () => {
  const few = (shares: readonly number[], fewBelow: number) => plan(shares, { ...shop, fewBelow }).few;
  expect([few([0.1, 0.02], 2_000), few([0.1, 0.02], 2_001)]).toEqual([false, true]);
  expect([few([0, 0.04], 40), few([0, 0.04], 41)]).toEqual([false, true]);
});

test('the newest have the last numbers, of which a shop has more than products', () => {
  expect(beforeNewest({ last: 9_000, each: 1 }, 500)).toBe(8_500);
  expect(beforeNewest({ last: 9_000, each: 3 }, 500)).toBe(7_500);
  expect(beforeNewest({ last: 100, each: 1 }, 500)).toBe(0);
});
