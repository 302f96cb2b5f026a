import type { Metadata } from 'next';
import { cache } from 'react';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { getProduct, type ProductPage } from '#lib/catalogue/index.ts';
import { type Market, markets, pathIn } from '#lib/markets/index.ts';
import { priceTags } from '#lib/promotions/index.ts';
import { addresses, movedOrNotFound, storefrontOrNotFound, viewOf } from '../../../storefront.ts';
import { plain } from '../../../structured-data.tsx';
import { pathText } from '../../path-text.ts';
import { ProductBody } from './product-body.tsx';

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

export default async function ProductRoute({ params }: { params: Params }) {
  return <ProductBody product={await productOf(params)} />;
}
