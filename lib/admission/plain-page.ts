import type { Locale } from '#lib/i18n/index.ts';

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '');

export type PlainPage = {
  locale: Locale;
  title: string;
  /** What the browser's tab says; the title when left out. */
  tab?: string;
  shopName?: string;
  /** What matters most. Read aloud when it changes, on a page that renews itself in place. */
  lead?: string;
  paragraphs: readonly string[];
  link: { href: string; text: string; button?: true };
  /** After so many seconds it asks for itself again, without a script; null when it stays. */
  refreshSeconds: number | null;
  /**
   * Where there are scripts it is not loaded again: what changed is put into it. A page that comes anew every five seconds
   * is read from its beginning every five seconds by those who have it read aloud (WCAG 2.2, failure F41).
   */
  inPlace?: boolean;
};

/** Keeps what has the focus, and says only what changed. A redirect means that there is nothing to wait for any more. */
const renewInPlace = `
  const wait = (page) => { const s = page.querySelector('main').dataset.again; if (s) setTimeout(look, s * 1000); };
  async function look() {
    try {
      const answer = await fetch(location.href, { redirect: 'manual', cache: 'no-store' });
      if (answer.type === 'opaqueredirect') return location.reload();
      if (!answer.ok) return wait(document);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.title = page.title;
      for (const now of document.querySelectorAll('[id]')) {
        const then = page.getElementById(now.id);
        if (now.innerHTML !== then.innerHTML) now.innerHTML = then.innerHTML;
        now.className = then.className;
        if (then.href) now.href = then.href;
      }
      wait(page);
    } catch { wait(document); }
  }
  wait(document);
`;

/** A page that needs nothing else of the shop, for moments in which that has other things to do. */
export function plainPage(page: PlainPage): string {
  const { locale, title, tab = title, shopName, lead = '', paragraphs, link, refreshSeconds, inPlace } = page;
  const meta = refreshSeconds === null ? '' : `<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const refresh = meta && inPlace ? `<noscript>${meta}</noscript>` : meta;
  const again = refreshSeconds === null ? '' : ` data-again="${refreshSeconds}"`;
  const name = shopName ? `\n  <p class="shop">${escaped(shopName)}</p>` : '';
  const first = lead || inPlace ? `\n  <p id="lead" role="status">${escaped(lead)}</p>` : '';
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">${refresh && `\n${refresh}`}
<title>${escaped(shopName ? `${tab} · ${shopName}` : tab)}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f8f4eb; color: #12233a;
    font: 1.0625rem/1.6 system-ui, sans-serif; }
  main { box-sizing: border-box; width: 100%; max-width: 36rem; padding: 2rem 1.5rem; }
  h1 { font: 2.25rem/1.1 Georgia, serif; margin: 0 0 1.25rem; }
  p { margin: 0 0 1rem; }
  .shop { font: 1.25rem Georgia, serif; margin: 0 0 2.5rem; }
  #lead { font-size: 1.25rem; }
  a { color: #c2410c; display: inline-block; padding: .6rem 0; }
  .button { background: #c2410c; color: #fff; padding: .8rem 1.5rem; border-radius: .375rem; text-decoration: none; }
  @media (prefers-color-scheme: dark) { body { background: #0e1823; color: #f2ebdd; } a { color: #ff9461; }
    .button { color: #fff; } }
</style>
<main${again}>${name}
  <h1 id="title">${escaped(title)}</h1>${first}
  <div id="more">
${paragraphs.map((text) => `  <p>${escaped(text)}</p>`).join('\n')}
  </div>
  <a id="way"${link.button ? ' class="button"' : ''} href="${escaped(link.href)}">${escaped(link.text)}</a>
</main>${inPlace && refreshSeconds !== null ? `\n<script>${renewInPlace}</script>` : ''}
</html>
`;
}
