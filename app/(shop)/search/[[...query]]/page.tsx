import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Pages, SortLinks } from '#components/shop/listing-controls.tsx';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { SearchForm } from '#components/shop/search-form.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getHome, type Sort, searchProducts } from '#lib/catalogue/index.ts';
import { env } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { readView } from '../../listing-view.ts';
import { pathText } from '../../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;
export const metadata: Metadata = { title: 'Search', robots: { index: false } };

export function generateStaticParams(): { query: string[] }[] {
  return [];
}

/** Search results. proxy.ts has made `?q=…` into segments: `q-TEXT`, sort, page. */
export default async function SearchRoute({ params }: { params: Promise<{ query?: string[] }> }) {
  const [asked, ...rest] = ((await params).query ?? []).map(pathText);
  const view = readView(rest);
  if (!view || (asked !== undefined && !asked.startsWith('q-'))) {
    await dependsOn(tags.search());
    notFound();
  }
  const q = asked?.slice(2) ?? '';
  const found = await searchProducts({ q, ...view });
  const others = found.total === 0 ? (await getHome()).featured.slice(0, 4) : [];
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
      <h1 className="display text-title">{q ? `Results for “${q}”` : 'Search'}</h1>
      <SearchForm query={q} className="mt-6 max-w-xl" />
      {found.total > 0 ? (
        <>
          <div className="mt-8 mb-8 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4">
            <h2 className="text-muted text-sm">
              {found.total} {found.total === 1 ? 'article' : 'articles'}
            </h2>
            <SortLinks sort={view.sort} link={link} />
          </div>
          <ProductGrid products={found.products} currency={env.SHOP_CURRENCY} />
          <Pages page={found.page} pages={found.pages} sort={view.sort} link={link} />
        </>
      ) : (
        <>
          <p className="mt-8 max-w-prose text-lg text-muted">
            {q
              ? 'Nothing by that name. Try fewer or other words, or start from what others liked:'
              : 'What are you looking for? A few things others liked:'}
          </p>
          <h2 className="sr-only">What others liked</h2>
          <div className="mt-8">
            <ProductGrid products={others} currency={env.SHOP_CURRENCY} />
          </div>
        </>
      )}
    </div>
  );
}
