import type { Metadata } from 'next';
import { cache } from 'react';
import { Breadcrumbs } from '#components/shop/breadcrumbs.tsx';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { ProductView } from '#components/shop/product-view.tsx';
import { RecentlyViewed } from '#components/shop/recently-viewed.tsx';
import { Reviews } from '#components/shop/reviews.tsx';
import type { Storefront } from '#components/shop/storefront.ts';
import { Accordion } from '#components/ui/accordion.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getCmsBlocks, getProduct, getRelated, type ProductPage } from '#lib/catalogue/index.ts';
import { messagesFor } from '#lib/i18n/index.ts';
import { type Market, markets, pathIn } from '#lib/markets/index.ts';
import { env, formatMoney, systemContext } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { deliveryEstimate } from '#lib/rates/index.ts';
import { listReviews, noReviews } from '#lib/reviews/index.ts';
import { addresses, movedOrNotFound, storefrontOrNotFound, viewOf } from '../../../storefront.ts';
import { breadcrumbData, plain, productData, StructuredData } from '../../../structured-data.tsx';
import { pathText } from '../../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

type Params = Promise<{ handle: string }>;

export function generateStaticParams(): { market: string; handle: string }[] {
  return [];
}

const read = cache(async (handle: string): Promise<ProductPage | null> => {
  const { market } = await storefrontOrNotFound();
  const product = await getProduct(handle, viewOf(market));
  await dependsOn(
    ...(product
      ? [
          tags.product(product.id),
          ...priceTags(product.pricedBy),
          ...product.breadcrumbs.map(({ id }) => tags.category(id)),
        ]
      : [tags.search()]),
  );
  return product;
});

async function productOf(params: Params): Promise<ProductPage> {
  const handle = pathText((await params).handle);
  const product = await read(handle);
  if (product) return product;
  return movedOrNotFound(`/p/${handle}`);
}

/** The markets whose currency it has prices in. */
function marketsSelling({ currencies }: ProductPage): Market[] {
  return markets.filter(({ currency }) => currencies.includes(currency));
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { market } = await storefrontOrNotFound();
  const product = await productOf(params);
  return {
    title: product.seoTitle || product.title,
    description: product.seoDescription || plain(product.descriptionHtml).slice(0, 160) || undefined,
    alternates: addresses(market, `/p/${product.handle}`, marketsSelling(product)),
    openGraph: {
      title: product.title,
      url: pathIn(market, `/p/${product.handle}`),
      images: [
        {
          url: `/og/${market.code}/${encodeURIComponent(product.handle)}.png`,
          width: 1200,
          height: 630,
          alt: product.title,
        },
      ],
    },
    twitter: { card: 'summary_large_image' },
  };
}

const notes = ['shipping-info', 'returns'];

/** When it arrives and what that costs, for the first variant; a page says so until the estimate is a later one. */
async function deliveryWords({ market, t }: Storefront, { variants }: ProductPage): Promise<string | null> {
  const [first] = variants;
  await dependsOn(tags.rates());
  if (!first) return null;
  const { weightGrams, priceMinor } = first;
  const found = await deliveryEstimate(systemContext('customer'), {
    market,
    grams: weightGrams ?? 0,
    priceMinor,
  });
  if (!found) return null;
  await dependsOn(tags.until(found.until));
  const days = new Intl.DateTimeFormat(market.languageTag, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const when = days.formatRange(new Date(found.from), new Date(found.to));
  return found.priceMinor === 0
    ? t('product.arrivesFree', { when, method: found.title })
    : t('product.arrives', {
        when,
        method: found.title,
        price: formatMoney(found.priceMinor, market.currency, market.languageTag),
      });
}

function Facts({ title, attributes }: { title: string; attributes: ProductPage['attributes'] }) {
  if (attributes.length === 0) return null;
  return (
    <dl aria-label={title} className="mt-6 grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-[0.9375rem]">
      {[...Map.groupBy(attributes, ({ name }) => name)].map(([name, own]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{own.map(({ value }) => value).join(', ')}</dd>
        </div>
      ))}
    </dl>
  );
}

export default async function ProductRoute({ params }: { params: Params }) {
  const storefront = await storefrontOrNotFound();
  const { market, t } = storefront;
  const product = await productOf(params);
  const blocks = await getCmsBlocks(notes, viewOf(market));
  await dependsOn(...notes.map(tags.cms));
  const addressOf = (path: string) => new URL(pathIn(market, path), env.SHOP_URL).href;
  const here = { title: product.title, path: `/p/${product.handle}` };
  const delivery = await deliveryWords(storefront, product);
  const related = await getRelated(product, viewOf(market));
  await dependsOn(
    ...[...product.pickedIds, ...related.map(({ id }) => id)].map(tags.product),
    ...priceTags(...related.map(({ pricedBy }) => pricedBy)),
  );
  const reviews = product.rating
    ? await listReviews({ productId: product.id, locale: market.locale })
    : noReviews;
  const { handle, title, vendor, optionNames, images, variants } = product;
  return (
    <div className="wrap py-8">
      <StructuredData
        of={[
          productData(product, addressOf(here.path), market.currency),
          breadcrumbData(t('shell.home'), product.breadcrumbs, here, addressOf),
        ]}
      />
      <Breadcrumbs storefront={storefront} path={product.breadcrumbs} here={product.title} />
      <div className="mt-7">
        <MoreWords messages={messagesFor(market.locale, ['product'])}>
          <ProductView product={{ handle, title, vendor, optionNames, images, variants }} delivery={delivery}>
            <section aria-labelledby="about" className="mt-12">
              <h2 id="about" className="display mb-4 text-section">
                {t('catalogue.aboutIt')}
              </h2>
              <Prose html={product.descriptionHtml} />
              <Facts title={t('catalogue.details')} attributes={product.attributes} />
            </section>
            <div className="mt-10">
              <Accordion
                items={blocks.map((block) => ({
                  key: block.key,
                  title: block.title,
                  body: <Prose html={block.bodyHtml} />,
                }))}
              />
            </div>
          </ProductView>
        </MoreWords>
      </div>
      <MoreWords messages={messagesFor(market.locale, ['review'])}>
        <Reviews storefront={storefront} productId={product.id} page={reviews} />
      </MoreWords>
      {related.length > 0 ? (
        <section aria-labelledby="related" className="mt-20 border-line border-t pt-12">
          <h2 id="related" className="display mb-8 text-section">
            {t('catalogue.related')}
          </h2>
          <ProductGrid storefront={storefront} products={related} />
        </section>
      ) : null}
      <RecentlyViewed product={{ handle, title, images: images.slice(0, 1) }} />
    </div>
  );
}
