import { defaultMarket, markets } from '#lib/markets/index.ts';

/** The language the catalogue itself is written in. */
export const baseLocale: string = defaultMarket.locale;

/** Every language of the shop, its own first. */
export const locales: readonly string[] = [
  baseLocale,
  ...new Set(markets.map(({ locale }) => locale).filter((locale) => locale !== baseLocale)),
];

/** What can be translated, and its fields; the dictionary's fields are the words themselves. */
export const translatedFields = {
  product: ['title', 'descriptionHtml', 'seoTitle', 'seoDescription'],
  category: ['title', 'description', 'seoTitle', 'seoDescription'],
  cms: ['title', 'bodyHtml'],
  option: null,
} as const satisfies Record<string, readonly string[] | null>;

export type TranslatedEntity = keyof typeof translatedFields;

/** Translated texts by field; a field without a translation is absent. */
export type Texts = ReadonlyMap<string, string>;
