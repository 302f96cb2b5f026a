import type { Metadata } from 'next';
import { cache } from 'react';
import { Breadcrumbs } from '#components/shop/breadcrumbs.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { type CmsBlock, getCmsBlock } from '#lib/catalogue/index.ts';
import { addresses, movedOrNotFound, storefrontOrNotFound, viewOf } from '../../../storefront.ts';
import { plain } from '../../../structured-data.tsx';
import { pathText } from '../../path-text.ts';

export const dynamic = 'force-static';
export const revalidate = 604800;

type Params = Promise<{ key: string }>;

export function generateStaticParams(): { market: string; key: string }[] {
  return [];
}

const read = cache(async (key: string): Promise<CmsBlock | null> => {
  await dependsOn(tags.cms(key));
  const { market } = await storefrontOrNotFound();
  return getCmsBlock(key, viewOf(market));
});

async function blockOf(params: Params): Promise<CmsBlock> {
  const block = await read(pathText((await params).key));
  if (block) return block;
  return movedOrNotFound(`/pages/${pathText((await params).key)}`);
}

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { market } = await storefrontOrNotFound();
  const { title, key, bodyHtml } = await blockOf(params);
  return {
    title,
    description: plain(bodyHtml).slice(0, 160) || undefined,
    alternates: addresses(market, `/pages/${key}`),
  };
}

export default async function WrittenPage({ params }: { params: Params }) {
  const storefront = await storefrontOrNotFound();
  const block = await blockOf(params);
  return (
    <article className="wrap py-8">
      <Breadcrumbs storefront={storefront} path={[]} here={block.title} />
      <h1 className="display mt-8 text-title">{block.title}</h1>
      <Prose html={block.bodyHtml} className="mt-8 text-lg" />
    </article>
  );
}
