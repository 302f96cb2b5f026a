import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coloursOf, contrast, pairs } from './tokens.ts';

const colours = coloursOf(readFileSync('app/globals.css', 'utf8'));
const hexOf = (name: string, scheme: 'light' | 'dark') =>
  colours.find((colour) => colour.name === name)?.[scheme] ?? 'missing';

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test.each(['light', 'dark'] as const)('every pair of text and ground holds AA, %s', (scheme) => {
  const low = pairs.flatMap(({ text, grounds }) =>
    grounds
      .map((ground) => ({ text, ground, ratio: contrast(hexOf(text, scheme), hexOf(ground, scheme)) }))
      .filter(({ ratio }) => !(ratio >= 4.5)),
  );
  expect(low).toEqual([]);
});

test('white on what is to be pressed holds AA', () => {
  for (const name of ['action', 'action-deep']) {
    expect(contrast('#ffffff', hexOf(name, 'light'))).toBeGreaterThanOrEqual(4.5);
  }
});
