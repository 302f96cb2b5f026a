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

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}
