import type { Metadata } from 'next';
import Link from 'next/link';
import { CategoryTree } from '#components/admin/category-tree.tsx';
import { linkClass, PageHeading } from '#components/admin/parts.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { countStaffCategories } from '#lib/catalogue/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Categories' };

export default async function CategoriesPage() {
  const staff = await requireStaff('/admin/categories', 'catalogue.view');
  const { tree, frontPage } = await countStaffCategories();
  const mayEdit = may(staff.role, 'catalogue.edit');
  return (
    <>
      <PageHeading title="Categories">
        <span className="text-xs text-(--a-muted)">
          {mayEdit
            ? 'Drag to reorder, to the side for another level. Every move is saved at once.'
            : 'with the number of their own products'}
        </span>
        {frontPage ? (
          <Link
            href={`/admin/categories/${frontPage.id}`}
            prefetch={false}
            className={`${linkClass} sm:ml-auto`}
          >
            On the home page ({frontPage.products})
          </Link>
        ) : null}
      </PageHeading>
      <CategoryTree rows={tree} mayEdit={mayEdit} />
    </>
  );
}
