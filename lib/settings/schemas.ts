import { z } from 'zod';
import { baseLocale, locales } from '#lib/translations/index.ts';

/** A text by language; `missing`: what is said when the shop's own is empty, where that may not be. */
function texts(max: number, missing?: string) {
  return z
    .record(z.string().max(16), z.string().trim().max(max, `At most ${max} characters`))
    .refine(
      (text) => Object.keys(text).every((locale) => locales.includes(locale)),
      'Not a language of the shop',
    )
    .refine((text) => missing === undefined || (text[baseLocale] ?? '') !== '', {
      path: [baseLocale],
      message: missing ?? '',
    });
}

const line = (max: number) => z.string().trim().max(max);

/** A page of the shop, without a market's prefix, or somebody else's address. */
const href = z
  .string()
  .trim()
  .max(300)
  .regex(
    /^(\/(?![/\\])[^\s\\]*|https:\/\/[^\s/\\]+\.[^\s\\]+)$/,
    'A page such as /pages/imprint, or https://…',
  );

const links = z.array(z.object({ title: texts(40, 'What is it called?'), href })).max(12, 'At most 12 links');

export const shopSettingsSchema = z.object({
  name: line(60).min(1, 'What is the shop called?'),
  /** Behind the name, in the title of the home page. */
  tagline: texts(80),
  /** What search engines and feeds say of the shop where a page says nothing of its own. */
  description: texts(300),
  /** Who runs it, as it stands in the imprint. */
  company: line(120),
  email: z.union([z.literal(''), z.email('Not an e-mail address').max(254)]),
  phone: line(40),
  address: z.string().trim().max(300),
  /** The line above every page; with an address, all of it is a link. */
  announcement: z
    .object({ shown: z.boolean(), text: texts(160), href: z.union([z.literal(''), href]) })
    .refine(({ shown, text }) => !shown || (text[baseLocale] ?? '') !== '', {
      path: ['text', baseLocale],
      message: 'What does it say?',
    }),
  /** In the header, behind the categories. */
  header: links,
  /** In the footer, under Help. */
  help: links,
  /** At the foot of every page, checkout included: imprint, terms, privacy. */
  legal: links,
});

export type ShopSettings = z.infer<typeof shopSettingsSchema>;
export type ShopLink = ShopSettings['header'][number];
