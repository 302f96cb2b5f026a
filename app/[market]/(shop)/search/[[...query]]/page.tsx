import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Listing } from '#components/shop/listing.tsx';
import { listingHref, readView } from '#components/shop/listing-address.ts';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { SearchForm } from '#components/shop/search-form.tsx';
import type { Storefront } from '#components/shop/storefront.ts';
import { MarketLink } from '#components/ui/market.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getHome, listCategories, type ProductCard, searchProducts } from '#lib/catalogue/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { stockTags } from '#lib/search/index.ts';
import { storefrontOrNotFound, viewOf } from '../../../storefront.ts';
import { filtersOf } from '../../filters-of.ts';
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
  const here = viewOf(market);
  const filters = filtersOf(view.choices, await listCategories(here), market.currency);
  // Unless prices order or narrow it, a page of results shows no price but those of its products: else each change of
  // any price in the shop would purge every search.
  const byPrice = view.sort.startsWith('price-') || view.choices.some(([name]) => /^(min|max)$/.test(name));
  const found = await searchProducts({ q, ...view, filters }, here);
  const facets = byPrice ? found.facets : { ...found.facets, priceRange: null };
  const nothing = found.total === 0 && view.choices.length === 0;
  const others = nothing ? (await getHome(here)).featured.slice(0, 4) : [];
  const shown = [...found.products, ...others];
  await dependsOn(
    tags.search(),
    tags.navigation(),
    ...shown.map(({ id }) => tags.product(id)),
    ...priceTags(...shown.map(({ pricedBy }) => pricedBy)),
    ...(byPrice ? [tags.pricesIn('search')] : []),
    ...stockTags(nothing ? null : found.among),
  );
  const { corrected } = found;
  return (
    <div className="wrap py-10">
      <h1 className="display text-title [overflow-wrap:anywhere]">
        {q ? t('catalogue.resultsFor', { query: q }) : t('shell.search')}
      </h1>
      <SearchForm query={q} className="mt-6 max-w-xl" />
      {corrected || found.relaxed ? (
        <p className="mt-6 max-w-prose text-lg text-muted">
          {t('catalogue.showingFor', { query: q })}{' '}
          {corrected
            ? t.rich('catalogue.didYouMean', {
                query: corrected,
                link: (words) => (
                  <MarketLink
                    href={listingHref({ q: corrected }, { ...view, page: 1 })}
                    className="text-ink underlined-always"
                  >
                    {words}
                  </MarketLink>
                ),
              })
            : null}
        </p>
      ) : null}
      {nothing ? (
        <Nothing storefront={storefront} asked={q !== ''} others={others} />
      ) : (
        <Listing storefront={storefront} base={{ q }} view={view} listing={{ ...found, facets }}>
          {null}
        </Listing>
      )}
    </div>
  );
}

/** What is there where nothing was found: a way through the shop, and what others liked. */
async function Nothing({
  storefront,
  asked,
  others,
}: {
  storefront: Storefront;
  asked: boolean;
  others: ProductCard[];
}) {
  const { t, market } = storefront;
  const categories = await listCategories(viewOf(market));
  return (
    <>
      <p className="mt-8 max-w-prose text-lg text-muted">
        {t(asked ? 'catalogue.nothingFound' : 'catalogue.whatAreYouLookingFor')}
      </p>
      <h2 className="sr-only">{t('catalogue.othersLiked')}</h2>
      <div className="mt-8">
        <ProductGrid storefront={storefront} products={others} eager={4} />
      </div>
      <h2 className="display mt-16 text-section">{t('catalogue.browseCategories')}</h2>
      <nav aria-label={t('catalogue.browseCategories')} className="mt-5 flex flex-wrap gap-2">
        {categories.map((category) => (
          <MarketLink key={category.id} href={`/c/${category.handle}`} className="pill">
            {category.title}
          </MarketLink>
        ))}
      </nav>
    </>
  );
}
