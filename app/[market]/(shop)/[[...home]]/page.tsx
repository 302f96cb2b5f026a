import type { Metadata } from 'next';
import { CategoryTiles } from '#components/shop/category-tiles.tsx';
import { Picture } from '#components/shop/picture.tsx';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { MarketLink } from '#components/ui/market.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getHome } from '#lib/catalogue/index.ts';
import { env } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { getSettings } from '#lib/settings/index.ts';
import { addresses, movedOrNotFound, pathBeyond, storefront, viewOf } from '../../storefront.ts';
import { organization, StructuredData } from '../../structured-data.tsx';
import { pathText } from '../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

// Nothing is made at build time, so building needs no database.
export function generateStaticParams(): { market: string; home: string[] }[] {
  return [];
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const path = await pathOf(params);
  if (path !== null) return movedOrNotFound(path);
  const { market } = await storefront();
  return { alternates: addresses(market, '/') };
}

type Params = Promise<{ home?: string[] }>;

/** The path of what is no page of the shop; null for a home page. */
async function pathOf(params: Params): Promise<string | null> {
  const { home = [] } = await params;
  return pathBeyond(home.map(pathText));
}

/** The home page. It catches all paths, so that what is nowhere else gets the shop's own 404. */
export default async function HomePage({ params }: { params: Params }) {
  const path = await pathOf(params);
  if (path !== null) return movedOrNotFound(path);
  const here = await storefront();
  const { market, t } = here;
  const view = viewOf(market);
  const [{ featured, newest, shelves, blocks }, { name }] = await Promise.all([getHome(view), getSettings()]);
  const shown = [...featured, ...newest, ...shelves.flatMap(({ products }) => products)];
  await dependsOn(
    tags.search(),
    tags.settings(),
    tags.navigation(),
    ...shown.map(({ id }) => tags.product(id)),
    ...priceTags(...shown.map(({ pricedBy }) => pricedBy)),
    ...shelves.map(({ id }) => tags.category(id)),
    ...['home-hero', 'home-story'].map(tags.cms),
  );
  const hero = blocks['home-hero'];
  const story = blocks['home-story'];
  const known = new Set(featured.map(({ id }) => id));
  const fresh = newest.filter(({ id }) => !known.has(id)).slice(0, 4);
  const [first, ...others] = featured.filter(({ image }) => image).slice(0, 3);
  return (
    <>
      <StructuredData of={[organization(env.SHOP_URL, name)]} />
      <section className="chart overflow-hidden">
        <div className="wrap grid items-center gap-10 py-10 md:grid-cols-[1.15fr_1fr] md:gap-14 md:py-16 lg:py-20">
          <div className="min-w-0">
            <h1 className="display text-hero [overflow-wrap:anywhere]">{hero?.title ?? name}</h1>
            {hero ? <Prose html={hero.bodyHtml} className="mt-6 max-w-xl text-lg text-muted" /> : null}
            <div className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-3">
              {shelves[0] ? (
                <ButtonLink href={`/c/${shelves[0].handle}`} size="large">
                  {t('catalogue.shopCategory', { category: shelves[0].title })}
                </ButtonLink>
              ) : null}
              <a href="#featured" className="inline-flex min-h-11 items-center font-medium underlined-always">
                {t('catalogue.chosen')}
              </a>
            </div>
          </div>
          {first?.image ? (
            <div className="relative mx-auto w-full max-w-xl pb-[12%]">
              <MarketLink
                href={`/p/${first.handle}`}
                aria-label={first.title}
                className="hero-picture block aspect-square w-[88%] overflow-hidden rounded-[2rem] bg-shell"
              >
                <Picture
                  image={first.image}
                  sizes="(min-width: 48rem) min(36vw, 32rem), min(80vw, 32rem)"
                  eager="first"
                />
              </MarketLink>
              {others.map((product, index) =>
                product.image ? (
                  <MarketLink
                    key={product.id}
                    href={`/p/${product.handle}`}
                    aria-label={product.title}
                    className={`absolute block aspect-square overflow-hidden rounded-2xl border-4 border-paper bg-shell shadow-lg ${index === 0 ? 'right-0 bottom-[22%] w-[34%]' : 'bottom-0 left-[26%] w-[28%]'}`}
                  >
                    <Picture image={product.image} sizes="min(30vw, 12rem)" eager="last" />
                  </MarketLink>
                ) : null,
              )}
            </div>
          ) : null}
        </div>
      </section>
      <div className="rope" aria-hidden="true" />
      <CategoryTiles storefront={here} categories={shelves} />
      {featured.length > 0 ? (
        <section aria-labelledby="featured" className="wrap pt-16">
          <h2 id="featured" className="display mb-8 scroll-mt-28 text-section">
            {t('catalogue.chosen')}
          </h2>
          <ProductGrid storefront={here} products={featured} />
        </section>
      ) : null}
      {story ? (
        <section className="mt-20 bg-hull text-on-hull">
          <div className="wrap grid gap-6 py-20 md:grid-cols-[1fr_1.4fr] md:py-28">
            <h2 className="display text-title">{story.title}</h2>
            <Prose html={story.bodyHtml} className="text-lg text-on-hull/85" />
          </div>
        </section>
      ) : null}
      {fresh.length > 0 ? (
        <section aria-labelledby="newest" className="wrap pt-16">
          <h2 id="newest" className="display mb-8 text-section">
            {t('catalogue.justIn')}
          </h2>
          <ProductGrid storefront={here} products={fresh} />
        </section>
      ) : null}
    </>
  );
}
