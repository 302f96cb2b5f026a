import { checkLinks, type LinkTrouble } from '#lib/catalogue/index.ts';
import type { ShopSettings } from '#lib/settings/index.ts';

/** What is wrong with the links of every page, by address. */
export async function linkTroubles({
  announcement,
  header,
  help,
  legal,
}: ShopSettings): Promise<Record<string, LinkTrouble>> {
  const hrefs = [...header, ...help, ...legal].map(({ href }) => href);
  if (announcement.shown) hrefs.push(announcement.href);
  return Object.fromEntries(await checkLinks(hrefs));
}
