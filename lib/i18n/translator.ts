import compile from 'icu-minify/compile';
import { createTranslator } from 'use-intl/core';
import { de } from './messages/de/index.ts';
import { en } from './messages/en/index.ts';
import type { BrowserMessages, Locale, Messages, Namespace, Texts } from './texts.ts';

// Keys and arguments are English's; a test holds the other languages to them.
const messagesOf: Readonly<Record<Locale, Messages>> = { en, de: de satisfies Texts as object as Messages };

function make(locale: Locale, languageTag: string) {
  const messages = messagesOf[locale];
  return createTranslator({ locale: languageTag, messages, timeZone: 'UTC' });
}

/** Says a message of the shop: `t('cart.title')`. Keys and arguments are checked by the compiler. */
export type Translator = ReturnType<typeof make>;

const made = new Map<string, Translator>();

/** @param languageTag BCP 47, for the numbers and dates inside messages. */
export function translator(locale: Locale, languageTag: string = locale): Translator {
  const key = `${locale}/${languageTag}`;
  const known = made.get(key) ?? make(locale, languageTag);
  made.set(key, known);
  return known;
}

const compiled = new Map<string, BrowserMessages[Namespace]>();

function compiledPart(locale: Locale, part: Namespace): BrowserMessages[Namespace] {
  const key = `${locale}/${part}`;
  const made = () =>
    Object.fromEntries(Object.entries(messagesOf[locale][part]).map(([name, text]) => [name, compile(text)]));
  // Through JSON: the compiler's objects have no prototype, which React does not hand to a browser.
  const known = compiled.get(key) ?? (JSON.parse(JSON.stringify(made())) as BrowserMessages[Namespace]);
  compiled.set(key, known);
  return known;
}

/** The messages a page hands to the browser, compiled: only of the namespaces its client components use. */
export function messagesFor(locale: Locale, namespaces: readonly Namespace[]): BrowserMessages {
  return Object.fromEntries(namespaces.map((name) => [name, compiledPart(locale, name)]));
}
