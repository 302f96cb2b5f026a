import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { CategoryProducts } from '#components/admin/category-products.tsx';
import { linkClass, PageHeading } from '#components/admin/parts.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getCategoryForStaff } from '#lib/catalogue/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Category' };

export default async function CategoryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const staff = await requireStaff(`/admin/categories/${id}`, 'catalogue.view');
  const found = await getCategoryForStaff(id);
  if (!found) notFound();
  const { category, members } = found;
  return (
    <>
      <PageHeading title={category.title}>
        {category.updatedBy ? (
          <span className="text-xs text-(--a-muted)">
            Saved by {category.updatedBy.replace(/^staff:/, '')}
          </span>
        ) : null}
        <span className="ml-auto flex gap-4">
          <a href={`/c/${category.handle}`} className={linkClass}>
            In the shop
          </a>
          <Link href="/admin/categories" prefetch={false} className={linkClass}>
            All categories
          </Link>
        </span>
      </PageHeading>
      <CategoryProducts
        id={id}
        version={category.version}
        members={members}
        mayEdit={may(staff.role, 'catalogue.edit')}
      />
    </>
  );
}
