import { expect, test } from 'vitest';
import { roomSchema } from './index.ts';

const room = (handle: string) => ({
  ...{ on: true, handles: [handle] },
  ...{ startsAt: '2026-01-01T10:00:00Z', endsAt: '2026-01-01T12:00:00Z' },
});

test.each(['mug', 'кружка-500', 'マグ', 'v1.5_l'])('the article %s can be sold behind a line', (handle) => {
  expect(roomSchema.safeParse(room(handle)).success).toBe(true);
});

test.each(['', '-', 'a b', 'p/mug', 'x'.repeat(191)])('%j is no article', (handle) => {
  expect(roomSchema.safeParse(room(handle)).success).toBe(false);
});
