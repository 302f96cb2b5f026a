import { expect, test } from 'vitest';
import { fileSize, importWords } from './import-words.ts';

test('a trial says what would be, an import what was done', () => {
  const summary = { created: 1, updated: 2, unchanged: 40, problems: 1 };
  expect(importWords(summary, true)).toBe(
    '1 product would be created, 2 would be updated, 40 unchanged; 1 problem',
  );
  expect(importWords({ ...summary, created: 3, problems: 0 }, false)).toBe(
    '3 products created, 2 updated, 40 unchanged; no problems',
  );
});

test('a small file is not of 0.0 MB', () => {
  expect([1, 640, 12_400, 3_250_000].map(fileSize)).toEqual(['1 byte', '640 bytes', '12 kB', '3.3 MB']);
});
