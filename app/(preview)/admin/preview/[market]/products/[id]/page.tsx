import { notFound } from 'next/navigation';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getProductForStaff, getProductPreview } from '#lib/catalogue/index.ts';
import { ProductBody } from '../../../../../../[market]/(shop)/p/[handle]/product-body.tsx';
import { storefrontOrNotFound, viewOf } from '../../../../../../[market]/storefront.ts';
import { PreviewNotice } from '../../notice.tsx';

export const dynamic = 'force-dynamic';

/** A product as it is saved, on sale or not, as its page in a market would be. */
export default async function ProductPreview({
  params,
}: {
  params: Promise<{ market: string; id: string }>;
}) {
  const { market: code, id } = await params;
  await requireStaff(`/admin/preview/${code}/products/${id}`, 'catalogue.view');
  const { market } = await storefrontOrNotFound();
  const stored = await getProductForStaff(id);
  const product = stored && (await getProductPreview(stored.handle, viewOf(market)));
  if (!stored || !product) notFound();
  const what =
    stored.status === 'active'
      ? 'As it is on sale.'
      : `This product is ${stored.status === 'draft' ? 'a draft' : 'archived'}.`;
  return (
    <>
      <PreviewNotice what={what} href={`/admin/products/${id}`} />
      <ProductBody product={product} draft />
    </>
  );
}
