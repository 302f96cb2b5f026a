import { expect, test } from 'vitest';
import { familyNameOf } from './family-name.ts';
import { namesAndFamilyNames } from './orders.fixtures.ts';

test.each(namesAndFamilyNames)('of “%s” it is “%s”', (name, familyName) => {
  expect(familyNameOf(name)).toBe(familyName);
});
