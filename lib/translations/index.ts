export { textIn } from './texts.ts';
export {
  baseLocale,
  locales,
  type Texts,
  type TranslatedEntity,
  translatedFields,
} from './translated-fields.ts';
export {
  readAllTexts,
  readDictionary,
  readTexts,
  readWholeDictionary,
  writeTexts,
} from './translations.repository.ts';
