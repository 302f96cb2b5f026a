import { xmlText } from './xml.ts';

export type SitemapEntry = {
  url: string;
  changedAt?: Date;
  /** The same page by BCP 47 language tag, itself included, and `x-default`. */
  languages: Record<string, string>;
};

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A sitemap of one part of the shop: sitemaps.org's protocol, with its languages as `xhtml:link`. */
export function sitemap(entries: readonly SitemapEntry[]): string {
  const urls = entries.map(({ url, changedAt, languages }) => {
    const others = Object.entries(languages).map(
      ([tag, href]) => `<xhtml:link rel="alternate" hreflang="${xmlText(tag)}" href="${xmlText(href)}"/>`,
    );
    const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : '';
    return `<url><loc>${xmlText(url)}</loc>${changed}${others.join('')}</url>`;
  });
  return `${head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`;
}

/** The index that names all sitemaps. */
export function sitemapIndex(urls: readonly string[]): string {
  const all = urls.map((url) => `<sitemap><loc>${xmlText(url)}</loc></sitemap>`);
  return `${head}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${all.join('\n')}\n</sitemapindex>\n`;
}
