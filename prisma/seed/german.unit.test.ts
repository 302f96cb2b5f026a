import { expect, test } from 'vitest';
import { germanBlocks, germanCategories, germanProducts, germanWords } from './german.ts';
import { germanLegalBlocks } from './legal-texts.ts';

test('the demo shop says Sie in German, as the shop around its texts does', () => {
  const texts = [germanProducts, germanCategories, germanWords, germanBlocks, germanLegalBlocks].flatMap(
    (one) => Object.entries(one).map(([key, text]) => [key, JSON.stringify(text)] as const),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter(([, text]) => /\b(du|dein\w*|dir|dich)\b/i.test(text))).toEqual([]);
});
