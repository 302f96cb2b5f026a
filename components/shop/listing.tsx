import type { ReactNode } from 'react';
import type { ProductListing } from '#lib/catalogue/index.ts';
import { type ListingBase, type ListingView, listingHref } from './listing-address.ts';
import { Pages, SortLinks } from './listing-controls.tsx';
import { ChosenFilters, ListingFilters } from './listing-filters.tsx';
import { ProductGrid } from './product-card.tsx';
import type { Storefront } from './storefront.ts';

/** Products of a category or a search, with what narrows, sorts and pages them. `children` is said where there are none. */
export function Listing({
  storefront,
  base,
  view,
  listing,
  children,
}: {
  storefront: Storefront;
  base: ListingBase;
  view: ListingView;
  listing: ProductListing;
  children: ReactNode;
}) {
  const { t } = storefront;
  const { products, total, more, page, pages } = listing;
  const link = (next: Pick<ListingView, 'sort' | 'page'>) => listingHref(base, { ...view, ...next });
  if (total === 0 && view.choices.length === 0) {
    return <p className="py-12 text-lg text-muted">{children}</p>;
  }
  return (
    <div className="mt-10 grid gap-x-12 gap-y-6 border-line border-t pt-5 lg:grid-cols-[15rem_minmax(0,1fr)] xl:grid-cols-[16rem_minmax(0,1fr)]">
      <ListingFilters storefront={storefront} base={base} view={view} listing={listing} />
      <div className="min-w-0">
        <div className="mb-5 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h2 aria-live="polite" className="text-muted text-sm">
            {t(more ? 'catalogue.articlesAndMore' : 'catalogue.articles', { count: total })}
          </h2>
          <SortLinks
            storefront={storefront}
            sort={view.sort}
            link={link}
            first={'q' in base ? 'catalogue.sortRelevance' : 'catalogue.sortFeatured'}
          />
        </div>
        <ChosenFilters storefront={storefront} base={base} view={view} listing={listing} />
        {products.length > 0 ? (
          <ProductGrid storefront={storefront} products={products} eager={3} beside />
        ) : (
          <p className="py-12 text-lg text-muted">{t('catalogue.emptyFilter')}</p>
        )}
        <Pages storefront={storefront} page={page} pages={pages} sort={view.sort} link={link} />
      </div>
    </div>
  );
}
