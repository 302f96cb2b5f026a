import { type Locale, translator } from '#lib/i18n/index.ts';
import { plainPage } from './plain-page.ts';

/** What a visitor sees who cannot be served now: it says so, and asks for itself again after `retrySeconds`. */
export function busyPage(locale: Locale, retrySeconds: number): string {
  const t = translator(locale);
  return plainPage({
    locale,
    title: t('busy.title'),
    paragraphs: [t('busy.text'), t('busy.again', { seconds: retrySeconds })],
    link: { href: '', text: t('busy.now') },
    refreshSeconds: retrySeconds,
  });
}

/** What a visitor sees when no web process answers: what became of cart and payment, and the page again by itself. */
export function awayPage(locale: Locale, retrySeconds: number): string {
  const t = translator(locale);
  return plainPage({
    locale,
    title: t('busy.awayTitle'),
    paragraphs: [t('busy.awayText'), t('busy.again', { seconds: retrySeconds })],
    link: { href: '', text: t('busy.now') },
    refreshSeconds: retrySeconds,
  });
}
