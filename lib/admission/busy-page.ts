import { type Locale, translator } from '#lib/i18n/index.ts';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');

/**
 * What a visitor sees who cannot be served now: a page that needs nothing else of the shop, says so, and asks for itself
 * again after `retrySeconds`, without a script.
 */
export function busyPage(locale: Locale, retrySeconds: number): string {
  const t = translator(locale);
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="${retrySeconds}">
<title>${escaped(t('busy.title'))}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f6f1e7; color: #14233b;
    font: 1.1rem/1.6 ui-serif, Georgia, serif; }
  main { max-width: 32rem; padding: 2rem; }
  h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem; }
  a { color: #b8430f; }
  @media (prefers-color-scheme: dark) { body { background: #0e1823; color: #ece5d6; } a { color: #f0955f; } }
</style>
<main>
  <h1>${escaped(t('busy.title'))}</h1>
  <p>${escaped(t('busy.text'))}</p>
  <p>${escaped(t('busy.again', { seconds: retrySeconds }))} <a href="">${escaped(t('busy.now'))}</a></p>
</main>
</html>
`;
}
