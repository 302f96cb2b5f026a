import { notFound } from 'next/navigation';
import { Breadcrumbs } from '#components/shop/breadcrumbs.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getCmsBlockForStaff } from '#lib/catalogue/index.ts';
import { storefrontOrNotFound } from '../../../../../../[market]/storefront.ts';
import { PreviewNotice } from '../../notice.tsx';

export const dynamic = 'force-dynamic';

/** A text's draft as its page would be; what is published where there is no draft. */
export default async function TextPreview({ params }: { params: Promise<{ market: string; key: string }> }) {
  const { market: code, key: segment } = await params;
  const key = decodeURIComponent(segment);
  await requireStaff(`/admin/preview/${code}/texts/${encodeURIComponent(key)}`, 'content.view');
  const storefront = await storefrontOrNotFound();
  const block = await getCmsBlockForStaff(key);
  if (!block) notFound();
  const title = block.draftTitle ?? block.title;
  return (
    <>
      <PreviewNotice
        what={block.draftHtml === null ? 'As it is published.' : 'This text is a draft.'}
        href={`/admin/cms/${encodeURIComponent(key)}`}
      />
      <article className="wrap py-8">
        <Breadcrumbs storefront={storefront} path={[]} here={title} />
        <h1 className="display mt-8 text-title">{title}</h1>
        <Prose html={block.draftHtml ?? block.bodyHtml} className="mt-8 text-lg" />
      </article>
    </>
  );
}
