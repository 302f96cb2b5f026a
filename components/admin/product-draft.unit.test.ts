import { expect, test } from 'vitest';
import { blankVariant, documentOf, draftOf, missingCombinations } from './product-draft.ts';

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
