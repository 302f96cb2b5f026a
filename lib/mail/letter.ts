import { formatMoney } from '#lib/platform/index.ts';

export const mailLocales = ['en', 'de'] as const;
export type MailLocale = (typeof mailLocales)[number];

export type LetterLine = {
  title: string;
  detail: string;
  amount: string;
  /** What it would have cost, when less is paid. */
  was?: string;
};
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'note'; text: string }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'links'; links: { title: string; label: string; url: string }[] }
  | { kind: 'facts'; rows: { label: string; value: string }[] }
  | { kind: 'lines'; lines: LetterLine[]; totals: { label: string; amount: string; strong?: true }[] }
  | { kind: 'address'; title: string; lines: string[] };

/** What a mail says, without how it looks: HTML and text part are both made from it, so they cannot differ. */
export type Letter = {
  subject: string;
  /** What a list of mails shows beside the subject. */
  preview: string;
  heading: string;
  blocks: Block[];
  /** Why the reader gets it. */
  reason: string;
};

/** Who writes, and the language's ways with money and places. */
export type Voice = {
  locale: MailLocale;
  shopName: string;
  shopUrl: string;
  /** Who runs the shop and how to reach them, line by line. */
  contact: string[];
  /** Minor units of a currency, as the reader writes them. */
  money: (minor: number, currency: string) => string;
  country: (code: string) => string;
};

const formats: Record<MailLocale, string> = { en: 'en-IE', de: 'de-DE' };

/** `contact`: lines, as far as they are known. */
export type Shop = { name: string; url: string; contact?: readonly string[] };

/** How a letter of this language says money, countries and the name of the shop. */
export function voice(locale: MailLocale, shop: Shop): Voice {
  const regions = new Intl.DisplayNames([formats[locale]], { type: 'region' });
  return {
    locale,
    shopName: oneLine(shop.name),
    shopUrl: shop.url,
    contact: (shop.contact ?? []).map(oneLine).filter(Boolean),
    money: (minor, currency) =>
      formatMoney(minor, currency, locale === 'en' && currency === 'USD' ? 'en-US' : formats[locale]),
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code),
  };
}

/** Whatever was typed, as one line: it goes into subjects and running text. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

/** "Thank you, Ada", and without a name just "Thank you". */
export const named = (greeting: string, name: string): string => (name ? `${greeting}, ${name}` : greeting);
