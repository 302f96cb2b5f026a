import type { Frame } from '#components/shop/storefront.ts';
import { type ShopLink, type ShopSettings, said } from '#lib/settings/index.ts';

/** What header and footer say of the shop, in the language of a page. */
export function frameOf(settings: ShopSettings, locale: string): Frame {
  const linksOf = (links: readonly ShopLink[]) =>
    links.map(({ title, href }) => ({ title: said(title, locale), href }));
  const { name, company, email, phone, address, announcement } = settings;
  return {
    name,
    contact: { company, email, phone, address },
    announcement: announcement.shown
      ? { text: said(announcement.text, locale), href: announcement.href }
      : null,
    header: linksOf(settings.header),
    help: linksOf(settings.help),
    legal: linksOf(settings.legal),
  };
}
