import { expect, test } from 'vitest';
import {
  blankVariant,
  documentOf,
  draftOf,
  mergeDrafts,
  missingCombinations,
  unlikelyPrices,
} from './product-draft.ts';

test('combinations that are missing are made, those there are kept', () => {
  expect(
    missingCombinations(
      [
        ['S', 'M'],
        ['red', 'blue'],
      ],
      [['S', 'red']],
    ),
  ).toEqual([
    ['S', 'blue'],
    ['M', 'red'],
    ['M', 'blue'],
  ]);
  expect(missingCombinations([], [])).toEqual([]);
});

test('what is typed becomes minor units, and only a stock that was changed is sent', () => {
  const draft = {
    ...draftOf(null, 2),
    title: 'Lamp',
    handle: 'lamp',
    tags: 'brass, , brass,warm ',
    attributes: 'Material: Brass\n\nFor: decks: wet ones',
    variants: [
      { ...blankVariant(), sku: ' L-1 ', price: '19,9', onHand: '4', storedOnHand: '4' },
      { ...blankVariant(), sku: 'L-2', price: '20', onHand: '5', storedOnHand: '4', stockVersion: 3 },
    ],
  };
  const made = documentOf(draft, 2);
  expect(made).toMatchObject({
    ok: true,
    document: {
      tags: ['brass', 'warm'],
      attributes: [
        { name: 'Material', value: 'Brass' },
        { name: 'For', value: 'decks: wet ones' },
      ],
      variants: [
        { sku: 'L-1', priceMinor: 1_990, compareAtMinor: null, stock: null },
        { sku: 'L-2', priceMinor: 2_000, stock: { onHand: 5, expectedVersion: 3 } },
      ],
    },
  });
});

test('what cannot be read is told by its field', () => {
  const draft = { ...draftOf(null, 2), attributes: 'Brass', variants: [{ ...blankVariant(), grams: 'x' }] };
  expect(documentOf(draft, 2)).toEqual({
    ok: false,
    errors: {
      attributes: '"Brass" is not a name, a colon and a value',
      'variants.0.priceMinor': 'Write it as 19.99',
      'variants.0.weightGrams': 'A whole number',
    },
  });
});

test('what two people changed comes together, and what both changed stays mine and is told', () => {
  const variant = { ...blankVariant(), key: 'L-1', sku: 'L-1', price: '10', onHand: '5', storedOnHand: '5' };
  const base = { ...draftOf(null, 2), title: 'Lamp', vendor: 'Old', productType: 'Old', variants: [variant] };
  const mine = { ...base, vendor: 'Mine', productType: 'Mine', variants: [{ ...variant, price: '12' }] };
  const theirs = {
    ...base,
    title: 'Big lamp',
    productType: 'Theirs',
    variants: [{ ...variant, barcode: '123', onHand: '3', storedOnHand: '3', stockVersion: 2 }],
  };
  expect(mergeDrafts(base, mine, theirs)).toEqual({
    merged: {
      ...base,
      ...{ title: 'Big lamp', vendor: 'Mine', productType: 'Mine' },
      variants: [{ ...theirs.variants[0], price: '12' }],
    },
    both: ['productType'],
  });
  // Another list of variants cannot be merged one by one.
  const added = { ...theirs, variants: [...theirs.variants, { ...variant, key: 'L-2' }] };
  expect(mergeDrafts(base, mine, added)).toMatchObject({
    merged: { variants: mine.variants },
    both: ['productType', 'variants'],
  });
});

test('a price that looks like a slip is asked about, one that was so before is not', () => {
  const priced = (...prices: string[]) => ({
    ...draftOf(null, 2),
    variants: prices.map((price, index) => ({
      ...blankVariant(),
      key: `${index}`,
      sku: `L-${index}`,
      price,
    })),
  });
  const stored = priced('100', '100', '0', '100', '');
  expect(unlikelyPrices(stored, priced('50', '49.99', '0', '0', '0.00'), 2)).toEqual([
    'L-1 would cost 49.99 where it cost 100.00',
    'L-3 would cost nothing',
    'L-4 would cost nothing',
  ]);
});
