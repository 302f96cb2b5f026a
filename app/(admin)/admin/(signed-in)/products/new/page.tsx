import type { Metadata } from 'next';
import { PageHeading } from '#components/admin/parts.tsx';
import { ProductEditor } from '#components/admin/product-editor.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';
import { taxClasses } from '#lib/pricing/index.ts';
import { categoryChoices, decimalsOf } from '../../choices.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'New product' };

export default async function NewProductPage() {
  await requireStaff('/admin/products/new', 'catalogue.edit');
  return (
    <>
      <PageHeading title="New product" />
      <ProductEditor
        product={null}
        currency={env.SHOP_CURRENCY}
        decimals={decimalsOf(env.SHOP_CURRENCY)}
        shopUrl={env.SHOP_URL}
        categories={await categoryChoices()}
        taxClasses={[...taxClasses]}
        mayEdit
        mayPrice
        mayStock
      />
    </>
  );
}
