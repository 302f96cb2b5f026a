import { remembered, tags } from '#lib/cache/index.ts';
import { readDictionary, readTexts, textIn } from '#lib/translations/index.ts';
import { type CategoryRow, findCategories } from './catalogue.repository.ts';

/** The whole category tree, in a language: from the object cache, as of the last purge of the navigation. */
export function readCategories(locale = ''): Promise<CategoryRow[]> {
  return remembered(`categories:${locale}`, [tags.navigation()], async () => {
    const rows = await findCategories();
    const texts = await readTexts(
      'category',
      rows.map(({ id }) => id),
      locale || undefined,
    );
    return rows.map((row) => textIn(row, texts.get(row.id)));
  });
}

/** How these words of the shop's dictionary are said in a language; a word that is not in it stays itself. */
export async function readWords(
  words: readonly string[],
  locale?: string,
): Promise<(word: string) => string> {
  const said = await readDictionary(words, locale);
  return (word) => said.get(word) ?? word;
}
