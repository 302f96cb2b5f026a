import { remembered, tags } from '#lib/cache/index.ts';
import type { ProductRules } from '#lib/promotions/index.ts';
import { baseLocale, readWholeDictionary } from '#lib/translations/index.ts';
import type { CategoryRow, CategoryText } from './catalogue.repository.ts';
import { findCategoryText, findTree } from './shown.repository.ts';

/** The category tree without what is hidden, in a language: from the object cache, as of the last purge of the navigation. */
export function readCategories(locale: string = baseLocale): Promise<CategoryRow[]> {
  return remembered(`categories:${locale}`, [tags.navigation()], () => findTree(locale));
}

/** What a category's page says besides its title, in a language: from the object cache, as of its last change. */
export function readCategoryText(id: string, locale: string = baseLocale): Promise<CategoryText> {
  return remembered(`category-text:${id}:${locale}`, [tags.categoryText(id)], () =>
    findCategoryText(id, locale),
  );
}

/** How words of the shop's dictionary are said in a language; a word that is not in it stays itself. */
export async function readWords(locale: string = baseLocale): Promise<(word: string) => string> {
  if (locale === baseLocale) return (word) => word;
  const said = await remembered(`words:${locale}`, [tags.navigation()], () => readWholeDictionary(locale));
  return (word) => said.get(word) ?? word;
}

/** Price rules with their names as the dictionary says them: a customer reads them at prices and in the cart. */
export function namedIn(rules: ProductRules, word: (word: string) => string): ProductRules {
  return new Map(
    [...rules].map(([id, own]) => [id, own.map((rule) => ({ ...rule, name: word(rule.name) }))]),
  );
}
