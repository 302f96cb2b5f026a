import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getProducts, listPublished, type ProductPage } from '#lib/catalogue/index.ts';
import { type FeedItem, googleFeed } from '#lib/feeds/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { env, problem, systemContext } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { getSettings, said } from '#lib/settings/index.ts';
import { plain } from '../../[market]/structured-data.tsx';
import { addressIn, feedSize, marketFile, xml } from '../../machine-readable.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

/** Stock has no listing of its own to be purged by: a feed is made anew after this long. Google fetches daily. */
const freshMs = 3_600_000;

export function generateStaticParams(): { file: string }[] {
  return [];
}

function itemsOf(product: ProductPage, market: Market): FeedItem[] {
  const url = addressIn(market, `/p/${product.handle}`);
  const images = product.images.map(({ src }) => new URL(src, env.SHOP_URL).href);
  return product.variants.map((variant) => ({
    sku: variant.sku,
    groupId: product.handle,
    title: variant.title ? `${product.title}, ${variant.title}` : product.title,
    description: plain(product.descriptionHtml) || product.title,
    url: `${url}?variant=${encodeURIComponent(variant.sku)}`,
    imageUrl: images[variant.imageIndex ?? 0] ?? '',
    otherImageUrls: images.filter((_, index) => index !== (variant.imageIndex ?? 0)),
    brand: product.vendor,
    gtin: variant.barcode,
    productType: product.breadcrumbs.map(({ title }) => title).join(' > '),
    inStock: variant.inStock,
    priceMinor: variant.priceMinor,
    beforeMinor: variant.compareAtMinor,
    weightGrams: variant.weightGrams,
  }));
}

/** Google Merchant Center's feed of a market, 250 products a file: `/feeds/ie-1.xml`. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  const asked = marketFile((await params).file);
  if (!asked) return problem(404, 'no_such_feed', 'There is no such feed');
  const { market, page } = asked;
  const { locale, currency } = market;
  const until = new Date(systemContext('customer').now().getTime() + freshMs);
  await dependsOn(
    ...[tags.search(), tags.navigation(), tags.settings(), tags.pricesIn('search'), tags.until(until)],
  );
  const list = await listPublished({ page, size: feedSize }, { currency });
  const products = await getProducts(
    list.map(({ handle }) => handle),
    { locale, currency },
  );
  if (products.length === 0 && page > 1) return problem(404, 'no_such_feed', 'There is no such feed');
  await dependsOn(
    ...products.map(({ id }) => tags.product(id)),
    ...priceTags(...products.map(({ pricedBy }) => pricedBy)),
  );
  const { name, description } = await getSettings();
  const shop = { name, url: addressIn(market, '/'), description: said(description, locale) || name };
  return xml(
    googleFeed(
      shop,
      products.flatMap((product) => itemsOf(product, market)),
      currency,
    ),
  );
}
