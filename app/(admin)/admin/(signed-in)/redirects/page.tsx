import type { Metadata } from 'next';
import { z } from 'zod';
import { Pages } from '#components/admin/pages.tsx';
import { PageHeading } from '#components/admin/parts.tsx';
import { RedirectList } from '#components/admin/redirect-list.tsx';
import { SearchBar } from '#components/admin/search-bar.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listRedirects } from '#lib/catalogue/index.ts';
import { searchText } from '../search-text.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Redirects' };

const querySchema = z.object({
  q: searchText,
  page: z.coerce.number().int().min(1).catch(1),
});

export default async function RedirectsPage({ searchParams }: { searchParams: Promise<object> }) {
  const { q, page } = querySchema.parse(await searchParams);
  const staff = await requireStaff('/admin/redirects', 'content.view');
  const list = await listRedirects({ q, page });
  return (
    <>
      <PageHeading title="Redirects">
        <span className="text-(--a-muted) text-xs">
          Old addresses that lead to pages of the shop. A product or category that gets another address leaves
          one by itself.
        </span>
      </PageHeading>
      <SearchBar action="/admin/redirects" label="Part of an address" q={q} />
      <RedirectList
        redirects={list.redirects.map(({ createdAt, ...rest }) => ({
          ...rest,
          createdAt: createdAt.toISOString(),
        }))}
        empty={q ? 'No redirect has that in it.' : 'No address leads elsewhere yet.'}
        mayEdit={may(staff.role, 'content.edit')}
      />
      <Pages
        page={list.page}
        pages={list.pages}
        total={list.total}
        noun="redirect"
        href={(to) => `/admin/redirects?${new URLSearchParams({ q, page: `${to}` })}`}
      />
    </>
  );
}
