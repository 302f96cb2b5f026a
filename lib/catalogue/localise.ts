import { remembered, tags } from '#lib/cache/index.ts';
import { baseLocale, readWholeDictionary } from '#lib/translations/index.ts';
import type { CategoryRow } from './catalogue.repository.ts';
import { findTree } from './shown.repository.ts';

/** The whole category tree, in a language: from the object cache, as of the last purge of the navigation. */
export function readCategories(locale: string = baseLocale): Promise<CategoryRow[]> {
  return remembered(`categories:${locale}`, [tags.navigation()], () => findTree(locale));
}

/** How words of the shop's dictionary are said in a language; a word that is not in it stays itself. */
export async function readWords(locale: string = baseLocale): Promise<(word: string) => string> {
  if (locale === baseLocale) return (word) => word;
  const said = await remembered(`words:${locale}`, [tags.navigation()], () => readWholeDictionary(locale));
  return (word) => said.get(word) ?? word;
}
