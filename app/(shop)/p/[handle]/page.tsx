import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Breadcrumbs } from '#components/shop/breadcrumbs.tsx';
import { ProductView } from '#components/shop/product-view.tsx';
import { Accordion } from '#components/ui/accordion.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { type CmsBlock, getCmsBlock, getProduct, type ProductPage } from '#lib/catalogue/index.ts';
import { env } from '#lib/platform/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { pathText } from '../../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

type Params = Promise<{ handle: string }>;

export function generateStaticParams(): { handle: string }[] {
  return [];
}

const read = cache(async (handle: string): Promise<ProductPage | null> => {
  const product = await getProduct(handle);
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
  const product = await read(pathText((await params).handle));
  if (!product) notFound();
  return product;
}

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const product = await productOf(params);
  return {
    title: product.title,
    description: plain(product.descriptionHtml).slice(0, 160) || undefined,
    alternates: { canonical: `/p/${product.handle}` },
  };
}

/** schema.org's Product, for search engines. `<` is escaped, so that no title can end the script. */
function structuredData(product: ProductPage): string {
  const url = `${env.SHOP_URL}/p/${product.handle}`;
  return JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.title,
    description: plain(product.descriptionHtml),
    brand: { '@type': 'Brand', name: product.vendor },
    image: product.images.map(({ src }) => new URL(src, env.SHOP_URL).href),
    offers: product.variants.map((variant) => ({
      '@type': 'Offer',
      sku: variant.sku,
      url: `${url}?variant=${encodeURIComponent(variant.sku)}`,
      priceCurrency: env.SHOP_CURRENCY,
      price: (variant.priceMinor / 100).toFixed(2),
      availability: `https://schema.org/${variant.inStock ? 'InStock' : 'OutOfStock'}`,
    })),
  }).replaceAll('<', '\\u003c');
}

function Written({ block }: { block: CmsBlock }) {
  return <Prose html={block.bodyHtml} />;
}

export default async function ProductRoute({ params }: { params: Params }) {
  const product = await productOf(params);
  const notes = (await Promise.all(['shipping-info', 'returns'].map((key) => getCmsBlock(key)))).filter(
    (block) => block !== null,
  );
  await dependsOn(...['shipping-info', 'returns'].map(tags.cms));
  return (
    <div className="wrap py-8">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own JSON, escaped */}
      <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: structuredData(product) }} />
      <Breadcrumbs path={product.breadcrumbs} here={product.title} />
      <div className="mt-7">
        <ProductView product={product} currency={env.SHOP_CURRENCY}>
          <section aria-labelledby="about" className="mt-12">
            <h2 id="about" className="display mb-4 text-section">
              About it
            </h2>
            <Prose html={product.descriptionHtml} />
          </section>
          <div className="mt-10">
            <Accordion
              items={notes.map((block) => ({
                key: block.key,
                title: block.title,
                body: <Written block={block} />,
              }))}
            />
          </div>
        </ProductView>
      </div>
    </div>
  );
}
