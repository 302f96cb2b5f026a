export { preferredLocale, type RefusalFacts, refusalWords } from './refusals.ts';
export type { BrowserMessages, Locale, Messages, Namespace, Texts } from './texts.ts';
export { messagesFor, type Translator, translator } from './translator.ts';
