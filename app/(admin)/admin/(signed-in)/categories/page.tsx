import type { Metadata } from 'next';
import Link from 'next/link';
import { Empty, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { type CategoryNode, countMembers, listCategories } from '#lib/catalogue/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Categories' };

function Branch({ nodes, counts }: { nodes: CategoryNode[]; counts: ReadonlyMap<string, number> }) {
  return (
    <ul className="[&_ul]:pl-6">
      {nodes.map(({ id, title, children }) => (
        <li key={id}>
          <p className="flex items-center justify-between gap-3 border-b border-(--a-line) px-4 py-2.5">
            <Link href={`/admin/categories/${id}`} prefetch={false} className={`${linkClass} font-medium`}>
              {title}
            </Link>
            <span className="text-(--a-muted) tabular-nums">{counts.get(id) ?? 0}</span>
          </p>
          {children.length > 0 ? <Branch nodes={children} counts={counts} /> : null}
        </li>
      ))}
    </ul>
  );
}

export default async function CategoriesPage() {
  await requireStaff('/admin/categories', 'catalogue.view');
  const [nodes, counts] = await Promise.all([listCategories(), countMembers()]);
  return (
    <>
      <PageHeading title="Categories">
        <span className="text-xs text-(--a-muted)">with the number of their own products</span>
      </PageHeading>
      <Panel>
        {nodes.length === 0 ? <Empty>No category yet.</Empty> : <Branch nodes={nodes} counts={counts} />}
      </Panel>
    </>
  );
}
