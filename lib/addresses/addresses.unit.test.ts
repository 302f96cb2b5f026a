import { expect, test } from 'vitest';
import { markets } from '#lib/markets/index.ts';
import { addressFormat, isPostcode, isRegion } from './index.ts';

test('every country of every market has a format whose example it accepts, in any way people write it', () => {
  for (const country of markets.flatMap(({ shipsTo }) => shipsTo)) {
    const example = addressFormat(country)?.example ?? '';
    const written = [example, example.toLowerCase(), example.replaceAll(/[\s-]/g, ''), ` ${example} `];
    expect(
      written.map((postcode) => isPostcode(country, postcode)),
      country,
    ).toEqual([true, true, true, true]);
    expect(isPostcode(country, 'not a postcode'), country).toBe(false);
  }
});

test.each([
  ['IE', 'H91', true],
  ['IE', 'H91 E2W1', true],
  ['IE', 'D6W XY00', true],
  ['GB', 'M1 1AE', true],
  ['GB', 'EC1A 1BB', true],
  ['GB', '12345', false],
  ['DE', '1011', false],
  ['US', '10001-1234', true],
  ['US', '1000', false],
  ['XX', 'anything', true],
  ['constructor', 'x', true],
])('%s %s: %s', (country, postcode, fits) => {
  expect(isPostcode(country, postcode)).toBe(fits);
});

test('a state is needed where there are states, and nowhere else', () => {
  expect([
    isRegion('US', 'CA'),
    isRegion('US', ''),
    isRegion('US', 'ZZ'),
    isRegion('IE', ''),
    isRegion('IE', 'CA'),
  ]).toEqual([true, false, false, true, false]);
});
