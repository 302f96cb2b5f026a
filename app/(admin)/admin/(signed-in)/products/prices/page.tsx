import type { Metadata } from 'next';
import Link from 'next/link';
import { BulkPrices } from '#components/admin/bulk-prices.tsx';
import { linkClass, PageHeading } from '#components/admin/parts.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listAttributes } from '#lib/catalogue/index.ts';
import { env } from '#lib/platform/index.ts';
import { categoryChoices, decimalsOf } from '../../choices.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Prices' };

export default async function PricesPage() {
  const staff = await requireStaff('/admin/products/prices', 'catalogue.view');
  const [categories, attributes] = await Promise.all([categoryChoices(), listAttributes()]);
  return (
    <>
      <PageHeading title="Many prices at once">
        <Link href="/admin/products" prefetch={false} className={`${linkClass} ml-auto`}>
          All products
        </Link>
      </PageHeading>
      <BulkPrices
        choices={{ categories: categories, ...attributes }}
        currency={env.SHOP_CURRENCY}
        decimals={decimalsOf(env.SHOP_CURRENCY)}
        mayEdit={may(staff.role, 'prices.edit')}
      />
    </>
  );
}
