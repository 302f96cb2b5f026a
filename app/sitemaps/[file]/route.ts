import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import {
  type CategoryNode,
  countPublished,
  listCategories,
  listPublished,
  listWrittenPages,
} from '#lib/catalogue/index.ts';
import { type SitemapEntry, sitemap, sitemapIndex } from '#lib/feeds/index.ts';
import { type Market, markets } from '#lib/markets/index.ts';
import { env, problem } from '#lib/platform/index.ts';
import { addressIn, languagesOf, marketFile, sitemapSize, xml } from '../../machine-readable.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

export function generateStaticParams(): { file: string }[] {
  return [];
}

const paths = (nodes: CategoryNode[]): string[] =>
  nodes.flatMap(({ handle, children }) => [`/c/${handle}`, ...paths(children)]);

/** `index.xml`, which visitors know as /sitemap.xml: one sitemap of pages, and per market as many as its products need. */
async function index(): Promise<string[]> {
  await dependsOn(tags.search());
  const sold = await countPublished(markets.map(({ currency }) => currency));
  const files = markets.flatMap(({ code, currency }) => {
    const count = Math.max(1, Math.ceil((sold.get(currency) ?? 0) / sitemapSize));
    return Array.from({ length: count }, (_, index) => `${code}-${index + 1}.xml`);
  });
  return ['pages.xml', ...files].map((file) => new URL(`/sitemaps/${file}`, env.SHOP_URL).href);
}

/** `pages.xml`: home, categories and written pages of every market. */
async function pages(): Promise<SitemapEntry[]> {
  await dependsOn(tags.navigation(), tags.texts());
  const [categories, written] = await Promise.all([listCategories(), listWrittenPages()]);
  const all = ['/', ...paths(categories), ...written.map((key) => `/pages/${key}`)];
  return markets.flatMap((market) =>
    all.map((path) => ({ url: addressIn(market, path), languages: languagesOf(path) })),
  );
}

/** `ie-1.xml`: products of one market. Those of a currency are in all markets of that currency, and in the shop's own. */
async function products(market: Market, page: number): Promise<SitemapEntry[]> {
  await dependsOn(tags.search());
  const list = await listPublished({ page, size: sitemapSize }, { currency: market.currency });
  const sure = markets.filter(
    ({ currency }) => currency === env.SHOP_CURRENCY || currency === market.currency,
  );
  return list.map(({ handle, updatedAt }) => ({
    url: addressIn(market, `/p/${handle}`),
    changedAt: updatedAt,
    languages: languagesOf(`/p/${handle}`, sure),
  }));
}

export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  const { file } = await params;
  if (file === 'index.xml') return xml(sitemapIndex(await index()));
  if (file === 'pages.xml') return xml(sitemap(await pages()));
  const asked = marketFile(file);
  const entries = asked ? await products(asked.market, asked.page) : [];
  return asked && (entries.length > 0 || asked.page === 1)
    ? xml(sitemap(entries))
    : problem(404, 'no_such_sitemap', 'There is no such sitemap');
}
