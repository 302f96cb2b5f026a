import { expect, test } from 'vitest';
import { withinLimit } from './within-limit.ts';

test('what fits stays as it is', () => {
  expect(withinLimit({ a: [1, null, 'x'], at: new Date(0) })).toEqual({
    a: [1, null, 'x'],
    at: '1970-01-01T00:00:00.000Z',
  });
  expect(withinLimit(undefined)).toBeNull();
});

test('long texts are cut, and what is still too much is told by its size', () => {
  expect(withinLimit({ title: 'Mug', body: 'é'.repeat(20_000) })).toEqual({
    title: 'Mug',
    body: `${'é'.repeat(2_000)}…`,
  });
  expect(withinLimit(Array.from({ length: 5_000 }, (_, n) => `SKU-${n}`))).toEqual({
    tooLarge: expect.any(Number),
  });
});
