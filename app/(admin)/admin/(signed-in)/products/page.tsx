import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { Choice } from '#components/admin/choice.tsx';
import {
  buttonClass,
  inputClass,
  linkClass,
  PageHeading,
  primaryButtonClass,
} from '#components/admin/parts.tsx';
import { type ProductListRow, ProductsList } from '#components/admin/products-list.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listStaffProducts, listTags, listVendors, type StaffProductPage } from '#lib/catalogue/index.ts';
import { env, formatMoney } from '#lib/platform/index.ts';
import { categoryChoices } from '../choices.ts';
import { searchText } from '../search-text.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Products' };

const text = (max: number) => z.string().max(max).catch('');
const querySchema = z.object({
  q: searchText,
  status: z.enum(['', 'active', 'draft', 'archived']).catch(''),
  categoryId: z.uuid().catch(''),
  vendor: text(190),
  tag: text(255),
  stock: z.enum(['', 'out', 'low', 'in']).catch(''),
  sort: z.enum(['title', 'updated']).catch('updated'),
  after: text(2_000),
});
type Query = z.infer<typeof querySchema>;

function address(query: Query, after: string): string {
  const { sort, ...rest } = { ...query, after };
  const given = Object.entries({ ...rest, sort: sort === 'updated' ? '' : sort }).filter(
    ([, value]) => value,
  );
  return given.length > 0 ? `/admin/products?${new URLSearchParams(given)}` : '/admin/products';
}

function row({
  id,
  title,
  vendor,
  status,
  image,
  variants,
}: StaffProductPage['products'][number]): ProductListRow {
  const prices = variants.map((variant) => variant.priceMinor);
  const [low, high] = [Math.min(...prices), Math.max(...prices)].map((minor) =>
    formatMoney(minor, env.SHOP_CURRENCY),
  );
  const counted = variants.filter(({ stockPolicy }) => stockPolicy === 'deny');
  const onHand = counted.reduce((sum, variant) => sum + Math.max(0, variant.onHand), 0);
  const soldOut = counted.filter((variant) => variant.onHand <= 0).length;
  return {
    id,
    title,
    vendor,
    status,
    image: image?.src ?? null,
    variants: variants.length,
    price: prices.length === 0 ? '–' : low === high ? `${low}` : `${low} – ${high}`,
    stock:
      counted.length === 0
        ? 'not counted'
        : soldOut === variants.length
          ? 'sold out'
          : soldOut > 0
            ? `${onHand}, ${soldOut} out`
            : `${onHand} left`,
    stockTone: soldOut > 0 && soldOut === variants.length ? 'bad' : soldOut > 0 ? 'warn' : 'quiet',
  };
}

export default async function ProductsPage({ searchParams }: { searchParams: Promise<object> }) {
  const query = querySchema.parse(await searchParams);
  const staff = await requireStaff(address(query, query.after), 'catalogue.view');
  const [list, tree, vendors, tags] = await Promise.all([
    listStaffProducts(query, query.after),
    categoryChoices(),
    listVendors(),
    listTags(),
  ]);
  // One list for the filter and for what is done to many: it is sent once.
  const categories = tree.map(({ id, title, depth }) => [id, `${'\u2003'.repeat(depth)}${title}`] as const);
  const mayEdit = may(staff.role, 'catalogue.edit');
  const { counted, more } = list.total;
  const filtered = Object.entries(query).some(([name, value]) => !['sort', 'after'].includes(name) && value);
  return (
    <>
      <PageHeading title="Products">
        <span className="text-(--a-muted) tabular-nums">
          {more ? 'more than ' : ''}
          {counted.toLocaleString('en-IE')}
        </span>
        <span className="ml-auto flex items-center gap-4">
          <Link href="/admin/products/prices" prefetch={false} className={linkClass}>
            Many prices at once
          </Link>
          {mayEdit ? (
            <Link href="/admin/products/new" prefetch={false} className={primaryButtonClass}>
              New product
            </Link>
          ) : null}
        </span>
      </PageHeading>
      <search>
        <form
          action="/admin/products"
          className="mb-3 grid grid-cols-2 gap-2 md:grid-cols-[minmax(0,2fr)_repeat(3,minmax(0,1fr))]"
        >
          <input
            className={`${inputClass} max-md:col-span-2`}
            type="search"
            name="q"
            defaultValue={query.q}
            maxLength={100}
            aria-label="Title, handle or SKU"
            placeholder="Title, handle or SKU"
          />
          <Choice name="status" label="Status" value={query.status} any="Any status" options={statuses} />
          <Choice name="stock" label="Stock" value={query.stock} any="Any stock" options={stocks} />
          <Choice
            name="categoryId"
            label="Category"
            value={query.categoryId}
            any="Any category"
            options={categories}
          />
          <Choice
            name="vendor"
            label="Vendor"
            value={query.vendor}
            any="Any vendor"
            options={named([...vendors, query.vendor])}
          />
          <Choice
            name="tag"
            label="Tag"
            value={query.tag}
            any="Any tag"
            options={named([...tags, query.tag])}
          />
          <Choice name="sort" label="Order" value={query.sort} options={sorts} />
          <button type="submit" className={`${buttonClass} max-md:col-span-2`}>
            Filter
          </button>
        </form>
      </search>
      <ProductsList
        key={address(query, query.after)}
        products={list.products.map(row)}
        empty={filtered ? 'No product fits.' : 'No product yet. Make one, or import a file.'}
        mayEdit={mayEdit}
        categories={categories}
        decided={tree.filter(({ byRule }) => byRule).map(({ id }) => id)}
      />
      <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
        {query.after ? (
          <Link className={buttonClass} href={address(query, '')} prefetch={false}>
            First page
          </Link>
        ) : null}
        {list.next ? (
          <Link className={buttonClass} href={address(query, list.next)} prefetch={false} rel="next">
            Next
          </Link>
        ) : null}
      </nav>
    </>
  );
}

/** What is chosen is among them, even where a list ends before it. */
const named = (values: readonly string[]) =>
  [...new Set(values)].filter(Boolean).map((value) => [value, value] as const);

const statuses = [
  ['active', 'On sale'],
  ['draft', 'Draft'],
  ['archived', 'Archived'],
] as const;
const stocks = [
  ['out', 'Sold out'],
  ['low', 'Running low'],
  ['in', 'In stock'],
] as const;
const sorts = [
  ['updated', 'Last changed'],
  ['title', 'By title'],
] as const;
