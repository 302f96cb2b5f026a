import { Breadcrumbs } from '#components/shop/breadcrumbs.tsx';
import { ProductGrid } from '#components/shop/product-card.tsx';
import { ProductView } from '#components/shop/product-view.tsx';
import { RecentlyViewed } from '#components/shop/recently-viewed.tsx';
import { Reviews } from '#components/shop/reviews.tsx';
import type { Storefront } from '#components/shop/storefront.ts';
import { Accordion } from '#components/ui/accordion.tsx';
import { dateFormat } from '#components/ui/formats.ts';
import { Prose } from '#components/ui/prose.tsx';
import { MoreWords } from '#components/ui/words.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getCmsBlocks, getRelated, type ProductPage } from '#lib/catalogue/index.ts';
import { messagesFor } from '#lib/i18n/index.ts';
import { pathIn } from '#lib/markets/index.ts';
import { env, formatMoney, systemContext } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { deliveryEstimate } from '#lib/rates/index.ts';
import { listReviews, noReviews } from '#lib/reviews/index.ts';
import { storefront, viewOf } from '../../../storefront.ts';
import { breadcrumbData, productData, StructuredData } from '../../../structured-data.tsx';

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
  const days = dateFormat(market.languageTag, {
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

/** All of a product's page between header and footer. `draft`: looked at by staff, remembered by nothing. */
export async function ProductBody({ product, draft = false }: { product: ProductPage; draft?: boolean }) {
  const here = await storefront();
  const { market, t } = here;
  const blocks = await getCmsBlocks(notes, viewOf(market));
  await dependsOn(...notes.map(tags.cms));
  const addressOf = (path: string) => new URL(pathIn(market, path), env.SHOP_URL).href;
  const place = { title: product.title, path: `/p/${product.handle}` };
  const delivery = await deliveryWords(here, product);
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
          productData(product, addressOf(place.path), market.currency),
          breadcrumbData(t('shell.home'), product.breadcrumbs, place, addressOf),
        ]}
      />
      <Breadcrumbs storefront={here} path={product.breadcrumbs} here={product.title} />
      <div className="mt-7">
        <MoreWords messages={messagesFor(market.locale, ['product'])}>
          <ProductView product={{ handle, title, vendor, optionNames, images, variants }} delivery={delivery}>
            <section aria-labelledby="about" className="mt-12">
              <h2 id="about" className="display mb-4 text-section">
                {t('catalogue.aboutIt')}
              </h2>
              <Prose html={product.descriptionHtml} />
              {/* What is picked above is not said again as a fact. */}
              <Facts
                title={t('catalogue.details')}
                attributes={product.attributes.filter(({ name }) => !optionNames.includes(name))}
              />
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
        <Reviews storefront={here} productId={product.id} page={reviews} />
      </MoreWords>
      {related.length > 0 ? (
        <section aria-labelledby="related" className="mt-20 border-line border-t pt-12">
          <h2 id="related" className="display mb-8 text-section">
            {t('catalogue.related')}
          </h2>
          <ProductGrid storefront={here} products={related} />
        </section>
      ) : null}
      {draft ? null : <RecentlyViewed product={{ handle, title, src: images[0]?.src ?? null }} />}
    </div>
  );
}
