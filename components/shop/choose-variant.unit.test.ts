import { expect, test } from 'vitest';
import type { ProductVariant } from '#lib/catalogue/index.ts';
import { firstChoice, isBuyable, valuesOf, variantOf } from './choose-variant.ts';

const variant = (sku: string, optionValues: string[], inStock = true): ProductVariant => ({
  id: sku,
  sku,
  title: optionValues.join(' / '),
  optionValues,
  priceMinor: 100,
  compareAtMinor: null,
  lowestMinor: null,
  barcode: '',
  weightGrams: null,
  imageIndex: null,
  sale: null,
  inStock,
});
const variants = [
  variant('NS', ['Navy', 'S'], false),
  variant('NM', ['Navy', 'M']),
  variant('RS', ['Red', 'S']),
];

test('a shopper starts with the first variant that can be bought, or the one of the link', () => {
  expect(firstChoice(variants)).toEqual(['Navy', 'M']);
  expect(firstChoice(variants, 'RS')).toEqual(['Red', 'S']);
  expect(firstChoice(variants, 'gone')).toEqual(['Navy', 'M']);
  expect(firstChoice([variant('X', [])])).toEqual([]);
});

test('values keep their order, and combinations that do not exist are not buyable', () => {
  expect(valuesOf(variants, 0)).toEqual(['Navy', 'Red']);
  expect(valuesOf(variants, 1)).toEqual(['S', 'M']);
  expect(variantOf(variants, ['Red', 'M'])).toBeUndefined();
  expect(isBuyable(variants, ['Red', 'S'], 1, 'M')).toBe(false);
  expect(isBuyable(variants, ['Navy', 'M'], 1, 'S')).toBe(false);
  expect(isBuyable(variants, ['Navy', 'M'], 0, 'Navy')).toBe(true);
});
