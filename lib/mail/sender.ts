import { env } from '#lib/platform/index.ts';
import { getSettings } from '#lib/settings/index.ts';

/** Who writes the shop's mails: by the name the owner gave the shop. */
export async function mailSender(): Promise<{ name: string; url: string }> {
  return { name: (await getSettings()).name, url: env.SHOP_URL };
}
