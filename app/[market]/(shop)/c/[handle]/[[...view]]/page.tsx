import type { Metadata } from 'next';
import { cache } from 'react';
import { Breadcrumbs } from '#components/shop/breadcrumbs.tsx';
import { Pages, SortLinks } from '#components/shop/listing-controls.tsx';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { MarketLink } from '#components/ui/market.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { type CategoryPage, getCategory } from '#lib/catalogue/index.ts';
import { pathIn } from '#lib/markets/index.ts';
import { env } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { addresses, movedOrNotFound, storefrontOrNotFound, viewOf } from '../../../../storefront.ts';
import { breadcrumbData, StructuredData } from '../../../../structured-data.tsx';
import { readView, viewPath } from '../../../listing-view.ts';
import { pathText } from '../../../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

type Params = Promise<{ handle: string; view?: string[] }>;

export function generateStaticParams(): { market: string; handle: string; view: string[] }[] {
  return [];
}

const read = cache(async (handle: string, segments: string): Promise<CategoryPage | null> => {
  const { market } = await storefrontOrNotFound();
  const view = readView(segments.split('/').filter(Boolean));
  const category = view ? await getCategory(handle, view, viewOf(market)) : null;
  if (!category || (category.products.length === 0 && category.page > 1)) {
    await dependsOn(tags.search(), tags.navigation());
    return null;
  }
  await dependsOn(
    tags.category(category.id),
    ...[...category.children, ...category.ancestors].map(({ id }) => tags.category(id)),
    ...category.products.map(({ id }) => tags.product(id)),
    ...priceTags(...category.products.map(({ pricedBy }) => pricedBy)),
    ...(category.sort.startsWith('price') ? [tags.pricesIn(category.id)] : []),
  );
  return category;
});

async function categoryOf(params: Params): Promise<CategoryPage> {
  const { handle, view = [] } = await params;
  const category = await read(pathText(handle), view.join('/'));
  if (category) return category;
  return movedOrNotFound(`/c/${pathText(handle)}`);
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { market, t } = await storefrontOrNotFound();
  const category = await categoryOf(params);
  const { title, page } = category;
  return {
    title: page > 1 ? t('catalogue.titlePage', { title, page }) : category.seoTitle || title,
    description: category.seoDescription || category.description || undefined,
    alternates: addresses(market, viewPath(`/c/${category.handle}`, category)),
  };
}

export default async function CategoryRoute({ params }: { params: Params }) {
  const storefront = await storefrontOrNotFound();
  const { market, t } = storefront;
  const category = await categoryOf(params);
  const link = (view: Parameters<typeof viewPath>[1]) => viewPath(`/c/${category.handle}`, view);
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
      <div className="mt-10 mb-8 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
        <h2 className="text-muted text-sm">{t('catalogue.articles', { count: category.total })}</h2>
        <SortLinks storefront={storefront} sort={category.sort} link={link} />
      </div>
      {category.products.length > 0 ? (
        <ProductGrid storefront={storefront} products={category.products} eager={4} />
      ) : (
        <p className="py-12 text-lg text-muted">{t('catalogue.emptyCategory')}</p>
      )}
      <Pages
        storefront={storefront}
        page={category.page}
        pages={category.pages}
        sort={category.sort}
        link={link}
      />
    </div>
  );
}
