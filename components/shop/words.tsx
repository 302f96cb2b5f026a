'use client';

import type { ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages } from 'use-intl';
import type { Messages } from '#lib/i18n/index.ts';

/** The messages the browser gets on every page; pages add their own by `MoreWords`. */
export function Words({
  languageTag,
  messages,
  children,
}: {
  languageTag: string;
  messages: Partial<Messages>;
  children: ReactNode;
}) {
  return (
    <IntlProvider locale={languageTag} messages={messages} timeZone="UTC">
      {children}
    </IntlProvider>
  );
}

export function MoreWords({ messages, children }: { messages: Partial<Messages>; children: ReactNode }) {
  const known = useMessages();
  return (
    <Words languageTag={useLocale()} messages={{ ...known, ...messages }}>
      {children}
    </Words>
  );
}
