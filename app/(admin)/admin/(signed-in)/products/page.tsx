import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { Pages } from '#components/admin/pages.tsx';
import { linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { ProductsTable } from '#components/admin/products-table.tsx';
import { SearchBar } from '#components/admin/search-bar.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listProducts, type StaffProduct } from '#lib/catalogue/index.ts';
import { env, formatMoney } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Products' };

const querySchema = z.object({
  q: z.string().max(100).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

function address(q: string, page: number): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(page > 1 ? { page: String(page) } : {}) });
  return query.size > 0 ? `/admin/products?${query}` : '/admin/products';
}

function row({ id, title, status, image, variants }: StaffProduct) {
  const prices = variants.map((variant) => variant.priceMinor);
  const [low, high] = [Math.min(...prices), Math.max(...prices)].map((minor) =>
    formatMoney(minor, env.SHOP_CURRENCY),
  );
  return {
    id,
    title,
    status,
    image: image?.src ?? null,
    variants: variants.length,
    price: prices.length === 0 ? '–' : low === high ? `${low}` : `${low} – ${high}`,
    onHand: variants.reduce((sum, variant) => sum + variant.onHand, 0),
    soldOut: variants.filter((variant) => variant.onHand === 0).length,
  };
}

export default async function ProductsPage({ searchParams }: { searchParams: Promise<object> }) {
  const { q, page } = querySchema.parse(await searchParams);
  await requireStaff(address(q, page), 'catalogue.view');
  const list = await listProducts({ q, page });
  return (
    <>
      <PageHeading title="Products">
        <Link href="/admin/products/prices" prefetch={false} className={`${linkClass} ml-auto`}>
          Many prices at once
        </Link>
      </PageHeading>
      <SearchBar action="/admin/products" label="Title, handle or SKU" q={q} />
      <Panel>
        <ProductsTable products={list.products.map(row)} empty={q ? 'No product fits.' : 'No product yet.'} />
      </Panel>
      <Pages {...list} noun="product" href={(wanted) => address(q, wanted)} />
    </>
  );
}
