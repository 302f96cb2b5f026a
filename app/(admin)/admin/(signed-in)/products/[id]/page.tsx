import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { Badge, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { VariantEditor } from '#components/admin/variant-editor.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getProductForStaff } from '#lib/catalogue/index.ts';
import { env } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Product' };

function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

export default async function ProductPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const staff = await requireStaff(`/admin/products/${id}`, 'catalogue.view');
  const product = await getProductForStaff(id);
  if (!product) notFound();
  const mayPrice = may(staff.role, 'prices.edit');
  const mayStock = may(staff.role, 'stock.edit');
  const facts = [product.vendor, product.productType, ...product.categories.map(({ title }) => title)];
  return (
    <>
      <PageHeading title={product.title}>
        <Badge tone={product.status === 'active' ? 'good' : 'quiet'}>{product.status}</Badge>
        <span className="ml-auto flex gap-4">
          {product.status === 'active' ? (
            <a href={`/p/${product.handle}`} className={linkClass}>
              In the shop
            </a>
          ) : null}
          <Link href="/admin/products" prefetch={false} className={linkClass}>
            All products
          </Link>
        </span>
      </PageHeading>
      <p className="-mt-2 mb-4 text-(--a-muted)">{facts.filter(Boolean).join(' · ')}</p>
      {mayPrice ? null : (
        <p className="mb-3 text-(--a-muted)">
          {mayStock
            ? 'You may set stock; prices are for owners.'
            : 'You may look; edits are for owners and support.'}
        </p>
      )}
      <Panel title="Price and stock">
        <ul>
          {product.variants.map((variant) => (
            <VariantEditor
              key={variant.sku}
              variant={variant}
              decimals={decimalsOf(env.SHOP_CURRENCY)}
              currency={env.SHOP_CURRENCY}
              mayPrice={mayPrice}
              mayStock={mayStock}
            />
          ))}
        </ul>
      </Panel>
    </>
  );
}
