import type { Metadata } from 'next';
import { z } from 'zod';
import { CustomersTable } from '#components/admin/customers-table.tsx';
import { Pages } from '#components/admin/pages.tsx';
import { PageHeading, Panel } from '#components/admin/parts.tsx';
import { SearchBar } from '#components/admin/search-bar.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listCustomers } from '#lib/customers/index.ts';
import { searchText } from '../search-text.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Customers' };

const querySchema = z.object({
  q: searchText,
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

function address(q: string, page: number): string {
  const query = new URLSearchParams({ ...(q ? { q } : {}), ...(page > 1 ? { page: String(page) } : {}) });
  return query.size > 0 ? `/admin/customers?${query}` : '/admin/customers';
}

/** Who has an account. Guests have none: their orders are found by their e-mail. */
export default async function CustomersPage({ searchParams }: { searchParams: Promise<object> }) {
  const { q, page } = querySchema.parse(await searchParams);
  await requireStaff(address(q, page), 'customers.view');
  const { customers, ...list } = await listCustomers({ q, page });
  return (
    <>
      <PageHeading title="Customers">
        <span className="text-xs text-(--a-muted)">
          Who has an account. Guests are found under Orders, by their e-mail.
        </span>
      </PageHeading>
      <SearchBar action="/admin/customers" label="How e-mail or name begins" q={q} />
      <Panel>
        <CustomersTable
          customers={customers.map(({ createdAt, ...row }) => ({ ...row, since: createdAt.toISOString() }))}
          empty={q ? 'Nobody fits.' : 'Nobody has an account yet.'}
        />
      </Panel>
      <Pages {...list} noun="customer" href={(to) => address(q, to)} />
    </>
  );
}
