'use client';

import format, { type CompiledMessage, type FormatOptions, type FormatValues } from 'icu-minify/format';
import { createContext, type ReactNode, use, useMemo } from 'react';
import type { ICUArgs } from 'use-intl';
import type { BrowserMessages, Messages, Namespace } from '#lib/i18n/index.ts';
import { dateFormat, kept, numberFormat } from './formats.ts';

type Args<Message extends string> = ICUArgs<
  Message,
  { ICUArgument: string; ICUNumberArgument: number; ICUDateArgument: Date }
>;
/** Of a choice of messages: what all of them together take. */
type Together<Message> = (Message extends string ? (args: Args<Message>) => void : never) extends (
  args: infer All,
) => void
  ? All
  : never;

/** Says a message of one part of the shop. Keys and arguments are checked by the compiler. */
export type Say<Part extends Namespace> = <Key extends keyof Messages[Part] & string>(
  key: Key,
  ...args: Partial<Together<Messages[Part][Key]>> extends Together<Messages[Part][Key]>
    ? []
    : [args: Together<Messages[Part][Key]>]
) => string;

const options: FormatOptions = {
  formatters: {
    getNumberFormat: numberFormat,
    getPluralRules: kept((...args) => new Intl.PluralRules(...args)),
    getDateTimeFormat: dateFormat,
  },
  timeZone: 'UTC',
};

type Spoken = { languageTag: string; messages: BrowserMessages };
const WordsContext = createContext<Spoken>({ languageTag: 'en', messages: {} });

/** The messages the browser gets on every page; pages add their own by `MoreWords`. */
export function Words({ languageTag, messages, children }: Spoken & { children: ReactNode }) {
  const spoken = useMemo(() => ({ languageTag, messages }), [languageTag, messages]);
  return <WordsContext value={spoken}>{children}</WordsContext>;
}

export function MoreWords({ messages, children }: Pick<Spoken, 'messages'> & { children: ReactNode }) {
  const { languageTag, messages: known } = use(WordsContext);
  const spoken = useMemo(
    () => ({ languageTag, messages: { ...known, ...messages } }),
    [languageTag, known, messages],
  );
  return <WordsContext value={spoken}>{children}</WordsContext>;
}

/**
 * What `lib/i18n` says, in the browser: its messages come compiled, so that no parser is sent. A message that the page
 * was not handed shows its key.
 */
export function useTranslations<Part extends Namespace>(part: Part): Say<Part> {
  const { languageTag, messages } = use(WordsContext);
  return useMemo(() => {
    const texts: Readonly<Record<string, CompiledMessage>> = messages[part] ?? {};
    return (key: string, ...[values]: unknown[]) => {
      const message = texts[key];
      if (message === undefined) return key;
      // `Say` has held them to what the message takes.
      return String(format(message, languageTag, values as FormatValues<string>, options));
    };
  }, [languageTag, messages, part]);
}
