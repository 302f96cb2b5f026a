import type { CompiledMessage } from 'icu-minify/format';
import type {} from 'use-intl';
import type { en } from './messages/en/index.ts';

/** The messages as English words them: keys, and the arguments each takes. */
export type Messages = typeof en;

/** The same keys with any words: what another language must have. */
export type Texts = {
  readonly [Namespace in keyof Messages]: { readonly [Key in keyof Messages[Namespace]]: string };
};

export type Locale = 'en' | 'de';
export type Namespace = keyof Messages;

/** Messages as a browser gets them: parsed, so that it needs no parser. */
export type BrowserMessages = { readonly [Part in Namespace]?: Readonly<Record<string, CompiledMessage>> };

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}
