import { env } from '#lib/platform/index.ts';
import { type MailLocale, mailLocales, type Shop, voice } from './letter.ts';
import { letterText } from './letter-text.ts';
import { type MailProps, type MailTemplate, templates } from './templates.ts';

export type Mail = { subject: string; html: string; text: string };

/** The mail language nearest to a locale such as `de-AT`; English for any other. */
export function mailLocale(locale: string | null | undefined): MailLocale {
  return mailLocales.find((known) => locale?.toLowerCase().split('-')[0] === known) ?? 'en';
}

/**
 * Writes one mail in one language. @throws ZodError when the facts are not the template's.
 * @param shop who writes; the shop of the environment by default.
 */
export async function renderMail<T extends MailTemplate>(
  name: T,
  props: MailProps<T>,
  locale: MailLocale,
  shop: Shop = { name: env.SHOP_NAME, url: env.SHOP_URL },
): Promise<Mail> {
  // Loaded when a first mail is written: it is the heaviest of all packages, and most processes never write one.
  const { letterHtml } = await import('./letter-html.ts');
  const speaker = voice(locale, shop);
  const letter = templates[name].write(props, speaker);
  return {
    subject: letter.subject,
    html: await letterHtml(letter, speaker),
    text: letterText(letter, speaker),
  };
}
