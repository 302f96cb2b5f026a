import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { listPublished } from '#lib/catalogue/index.ts';
import { sitemapIndex } from '#lib/feeds/index.ts';
import { markets } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { sitemapSize, xml } from '../machine-readable.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

/** Names one sitemap of the shop's pages, and as many per market as its products need. */
export async function GET() {
  await dependsOn(tags.search());
  const files = await Promise.all(
    markets.map(async ({ code, currency }) => {
      const { pages } = await listPublished({ page: 1, size: sitemapSize }, { currency });
      return Array.from({ length: pages }, (_, index) => `${code}-${index + 1}.xml`);
    }),
  );
  const urls = ['pages.xml', ...files.flat()].map((file) => new URL(`/sitemaps/${file}`, env.SHOP_URL).href);
  return xml(sitemapIndex(urls));
}
