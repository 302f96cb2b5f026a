import { env } from '#lib/platform/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import type { Shop } from './letter.ts';

/** Who writes the shop's mails: name and contact as the owner said them. */
export async function mailSender(): Promise<Shop> {
  const { name, company, address, email, phone } = await getSettings();
  return { name, url: env.SHOP_URL, contact: [company, ...address.split('\n'), email, phone] };
}
