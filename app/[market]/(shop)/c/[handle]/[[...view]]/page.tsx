import type { Metadata } from 'next';
import { cache } from 'react';
import { Breadcrumbs } from '#components/shop/breadcrumbs.tsx';
import { Listing } from '#components/shop/listing.tsx';
import { type ListingView, listingHref, readView, viewSegments } from '#components/shop/listing-address.ts';
import { MarketLink } from '#components/ui/market.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { type CategoryPage, getCategory, listCategories } from '#lib/catalogue/index.ts';
import { pathIn } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { addresses, movedOrNotFound, moveTo, storefrontOrNotFound, viewOf } from '../../../../storefront.ts';
import { breadcrumbData, StructuredData } from '../../../../structured-data.tsx';
import { categoryTags, isPastEnd } from '../../../category-tags.ts';
import { filtersOf } from '../../../filters-of.ts';
import { pathText } from '../../../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

type Params = Promise<{ handle: string; view?: string[] }>;

export function generateStaticParams(): { market: string; handle: string; view: string[] }[] {
  return [];
}

type Read = { category: CategoryPage; view: ListingView };

const read = cache(async (handle: string, segments: string): Promise<Read | null> => {
  const { market } = await storefrontOrNotFound();
  const asked = segments.split('/').filter(Boolean);
  const view = readView(asked);
  const tree = await listCategories(viewOf(market));
  const category = view
    ? await getCategory(
        handle,
        { ...view, filters: filtersOf(view.choices, tree, market.currency) },
        viewOf(market),
      )
    : null;
  if (!view || !category) {
    await dependsOn(tags.search(), tags.navigation());
    return null;
  }
  await dependsOn(...categoryTags(category));
  if (isPastEnd(category)) return null;
  // One meaning, one address.
  if (viewSegments(view).join('/') !== asked.join('/')) {
    moveTo(market, listingHref({ category: category.handle }, view));
  }
  return { category, view };
});

async function categoryOf(params: Params): Promise<Read> {
  const { handle, view = [] } = await params;
  const found = await read(pathText(handle), view.map(pathText).join('/'));
  if (found) return found;
  return movedOrNotFound(`/c/${pathText(handle)}`);
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { market, t } = await storefrontOrNotFound();
  const { category, view } = await categoryOf(params);
  const { title, page } = category;
  // Narrowed or sorted otherwise it is the same list: search engines keep the plain one.
  const plain = view.choices.length === 0 && view.sort === 'featured';
  return {
    title: page > 1 ? t('catalogue.titlePage', { title, page }) : category.seoTitle || title,
    description: category.seoDescription || category.description || undefined,
    ...(plain
      ? { alternates: addresses(market, listingHref({ category: category.handle }, view)) }
      : { robots: { index: false, follow: true } }),
  };
}

export default async function CategoryRoute({ params }: { params: Params }) {
  const storefront = await storefrontOrNotFound();
  const { market, t } = storefront;
  const { category, view } = await categoryOf(params);
  const base = { category: category.handle };
  const here = { title: category.title, path: `/c/${category.handle}` };
  const addressOf = (path: string) => new URL(pathIn(market, path), env.SHOP_URL).href;
  return (
    <div className="wrap py-8">
      <StructuredData of={[breadcrumbData(t('shell.home'), category.ancestors, here, addressOf)]} />
      <Breadcrumbs storefront={storefront} path={category.ancestors} here={category.title} />
      <div className="mt-8 max-w-2xl">
        <h1 className="display text-title [overflow-wrap:anywhere]">{category.title}</h1>
        {category.description ? <p className="mt-4 text-lg text-muted">{category.description}</p> : null}
      </div>
      {category.children.length > 0 ? (
        <nav aria-label={t('catalogue.subcategories')} className="mt-7 flex flex-wrap gap-2">
          {category.children.map((child) => (
            <MarketLink key={child.id} href={`/c/${child.handle}`} className="pill">
              {child.title}
            </MarketLink>
          ))}
        </nav>
      ) : null}
      <Listing storefront={storefront} base={base} view={view} listing={category}>
        {t('catalogue.emptyCategory')}
      </Listing>
    </div>
  );
}
