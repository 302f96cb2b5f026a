import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Pages, SortLinks } from '#components/shop/listing-controls.tsx';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { SearchForm } from '#components/shop/search-form.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getHome, type Sort, searchProducts } from '#lib/catalogue/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { storefrontOrNotFound, viewOf } from '../../../storefront.ts';
import { readView } from '../../listing-view.ts';
import { pathText } from '../../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

export function generateStaticParams(): { market: string; query: string[] }[] {
  return [];
}

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await storefrontOrNotFound();
  return { title: t('shell.search'), robots: { index: false } };
}

/** Search results. proxy.ts has made `?q=…` into segments: `q-TEXT`, sort, page. */
export default async function SearchRoute({ params }: { params: Promise<{ query?: string[] }> }) {
  const storefront = await storefrontOrNotFound();
  const { market, t } = storefront;
  const [asked, ...rest] = ((await params).query ?? []).map(pathText);
  const view = readView(rest);
  if (!view || (asked !== undefined && !asked.startsWith('q-'))) {
    await dependsOn(tags.search());
    notFound();
  }
  const q = asked?.slice(2) ?? '';
  const found = await searchProducts({ q, ...view }, viewOf(market));
  const others = found.total === 0 ? (await getHome(viewOf(market))).featured.slice(0, 4) : [];
  const shown = [...found.products, ...others];
  await dependsOn(
    tags.search(),
    ...shown.map(({ id }) => tags.product(id)),
    ...priceTags(...shown.map(({ pricedBy }) => pricedBy)),
    ...(view.sort.startsWith('price') ? [tags.pricesIn('search')] : []),
  );
  const link = ({ page, sort }: { page: number; sort: Sort }) => {
    const query = new URLSearchParams({
      q,
      ...(sort === 'featured' ? {} : { sort }),
      ...(page > 1 ? { page: String(page) } : {}),
    });
    return `/search?${query}`;
  };
  return (
    <div className="wrap py-10">
      <h1 className="display text-title">
        {q ? t('catalogue.resultsFor', { query: q }) : t('shell.search')}
      </h1>
      <SearchForm query={q} className="mt-6 max-w-xl" />
      {found.total > 0 ? (
        <>
          <div className="mt-8 mb-8 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
            <h2 className="text-muted text-sm">{t('catalogue.articles', { count: found.total })}</h2>
            <SortLinks storefront={storefront} sort={view.sort} link={link} first="catalogue.sortRelevance" />
          </div>
          <ProductGrid storefront={storefront} products={found.products} eager={4} />
          <Pages storefront={storefront} page={found.page} pages={found.pages} sort={view.sort} link={link} />
        </>
      ) : (
        <>
          <p className="mt-8 max-w-prose text-lg text-muted">
            {t(q ? 'catalogue.nothingFound' : 'catalogue.whatAreYouLookingFor')}
          </p>
          <h2 className="sr-only">{t('catalogue.othersLiked')}</h2>
          <div className="mt-8">
            <ProductGrid storefront={storefront} products={others} eager={4} />
          </div>
        </>
      )}
    </div>
  );
}
