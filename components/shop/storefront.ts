import type { Translator } from '#lib/i18n/index.ts';
import type { Market } from '#lib/markets/index.ts';

/** What a page rendered on the server says and where: handed from the page to the parts it is made of. */
export type Storefront = { market: Market; t: Translator };
