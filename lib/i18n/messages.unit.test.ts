import compile from 'icu-minify/compile';
import { expect, test } from 'vitest';
import { messagesFor, translator } from './index.ts';
import { de } from './messages/de/index.ts';
import { en } from './messages/en/index.ts';

const kinds = ['tag', 'select', 'plural', 'ordinal', 'number', 'date', 'time'];

/** What a message takes, by icu-minify's own tree: `name: text`, `count: plural`, `link: tag`. */
function argumentsOf(message: string): string[] {
  const found = new Set<string>();
  const parts = (list: unknown): void => {
    if (Array.isArray(list)) for (const part of list) if (Array.isArray(part)) one(part);
  };
  const one = ([name, kind, options]: unknown[]): void => {
    if (typeof kind !== 'number' || kind === 0) {
      found.add(`${name}: ${kind === undefined ? 'text' : 'tag'}`);
      parts([kind, options]);
      return;
    }
    found.add(`${name}: ${kinds[kind]}`);
    if (kind <= 3 && options && typeof options === 'object') Object.values(options).forEach(parts);
  };
  parts(compile(message));
  return [...found].sort();
}

const flat = (messages: object): [string, string][] =>
  Object.entries(messages).flatMap(([namespace, texts]) =>
    Object.entries(texts as Record<string, string>).map(([key, text]): [string, string] => [
      `${namespace}.${key}`,
      text,
    ]),
  );

test('every language has the same keys', () => {
  expect(
    flat(de)
      .map(([key]) => key)
      .sort(),
  ).toEqual(
    flat(en)
      .map(([key]) => key)
      .sort(),
  );
});

test('every language takes the same arguments', () => {
  const taken = (messages: object) =>
    Object.fromEntries(flat(messages).map(([key, text]) => [key, argumentsOf(text)]));
  expect(taken(de)).toEqual(taken(en));
});

test('no message is empty, and none is left in the other language', () => {
  const english = new Map(flat(en));
  const alike = flat(de).filter(
    ([key, text]) => text.trim() === '' || (text === english.get(key) && / \w+ \w/.test(text)),
  );
  expect(alike).toEqual([]);
});

test('German says Sie to whoever reads it', () => {
  const familiar = flat(de).filter(([, text]) => /\b(du|dein\w*|dir|dich)\b/i.test(text));
  expect(familiar).toEqual([]);
});

test('numbers, plurals and money read as people of the language write them', () => {
  expect(translator('en')('cart.announced', { count: 1 })).toBe('1 item in your cart');
  expect(translator('de')('cart.announced', { count: 1234 })).toBe('1.234 Artikel in Ihrem Warenkorb');
  expect(translator('de', 'de-DE')('shell.page', { page: 2 })).toBe('Seite 2');
});

test('a browser gets only what its page names', () => {
  expect(Object.keys(messagesFor('de', ['cart', 'shell']))).toEqual(['cart', 'shell']);
});
