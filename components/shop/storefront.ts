import type { CategoryNode } from '#lib/catalogue/index.ts';
import type { Translator } from '#lib/i18n/index.ts';
import type { Market } from '#lib/markets/index.ts';

/** What a page rendered on the server says and where: handed from the page to the parts it is made of. */
export type Storefront = { market: Market; t: Translator };

/** A link of header or footer: a page of the shop without prefix, or somebody else's address. */
export type FrameLink = { title: string; href: string };

/** A link to a category's page. */
export const linkTo = ({ handle, title }: Pick<CategoryNode, 'handle' | 'title'>): FrameLink => ({
  title,
  href: `/c/${handle}`,
});

/** What the owner says of the shop, in the page's language: name, contact, the line above the page, links. */
export type Frame = {
  name: string;
  contact: { company: string; email: string; phone: string; address: string };
  announcement: { text: string; href: string } | null;
  header: FrameLink[];
  help: FrameLink[];
  legal: FrameLink[];
};
