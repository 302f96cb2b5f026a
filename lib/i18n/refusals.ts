import { refusals as de } from './messages/de/refusals.ts';
import type { Locale } from './texts.ts';

export type RefusalWords = { title: string; detail?: string };
/** The members of the problem's body, such as `onHand`. */
export type RefusalFacts = Readonly<Record<string, unknown>>;
export type Refusals = Readonly<Record<string, (facts: RefusalFacts) => RefusalWords>>;

const others: Readonly<Partial<Record<Locale, Refusals>>> = { de };

/** What a refusal of the API, known by its code, says in a language. Null: nothing but its own English. */
export function refusalWords(locale: Locale, code: string, facts: RefusalFacts): RefusalWords | null {
  const known = others[locale];
  return known && Object.hasOwn(known, code) ? (known[code]?.(facts) ?? null) : null;
}

/** The language that a reader's `Accept-Language` prefers of ours; English when it names none (RFC 9110, 12.5.4). */
export function preferredLocale(acceptLanguage: string | null): Locale {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  const first = wanted.find(({ language }) => language === 'en' || language === 'de');
  return first?.language === 'de' ? 'de' : 'en';
}
