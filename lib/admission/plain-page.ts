import type { Locale } from '#lib/i18n/index.ts';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');

export type PlainPage = {
  locale: Locale;
  title: string;
  paragraphs: readonly string[];
  link: { href: string; text: string };
  /** After so many seconds it asks for itself again, without a script; null when it stays. */
  refreshSeconds: number | null;
};

/** A page that needs nothing else of the shop, for moments in which that has other things to do. */
export function plainPage({ locale, title, paragraphs, link, refreshSeconds }: PlainPage): string {
  const refresh = refreshSeconds === null ? '' : `\n<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${refresh}
<title>${escaped(title)}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f6f1e7; color: #14233b;
    font: 1.1rem/1.6 ui-serif, Georgia, serif; }
  main { max-width: 32rem; padding: 2rem; }
  h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 1rem; }
  a { color: #b8430f; }
  @media (prefers-color-scheme: dark) { body { background: #0e1823; color: #ece5d6; } a { color: #f0955f; } }
</style>
<main>
  <h1>${escaped(title)}</h1>
${paragraphs.map((text) => `  <p>${escaped(text)}</p>`).join('\n')}
  <p><a href="${escaped(link.href)}">${escaped(link.text)}</a></p>
</main>
</html>
`;
}
