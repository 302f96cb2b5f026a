import type { Metadata } from 'next';
import { z } from 'zod';
import { OrdersTable } from '#components/admin/orders-table.tsx';
import { Pages } from '#components/admin/pages.tsx';
import { inputClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { SearchBar } from '#components/admin/search-bar.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listOrders, orderStatuses } from '#lib/orders/index.ts';
import { orderRow } from '../order-row.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Orders' };

const querySchema = z.object({
  q: z.string().max(100).catch(''),
  status: z.enum(orderStatuses).optional().catch(undefined),
  whose: z.literal('own').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
type Query = z.infer<typeof querySchema>;

function address({ q, status, whose }: Query, page: number): string {
  const query = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(status ? { status } : {}),
    ...(whose ? { whose } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return query.size > 0 ? `/admin/orders?${query}` : '/admin/orders';
}

export default async function OrdersPage({ searchParams }: { searchParams: Promise<object> }) {
  const query = querySchema.parse(await searchParams);
  await requireStaff(address(query, query.page), 'orders.view');
  const list = await listOrders({ ...query, own: query.whose === 'own' });
  return (
    <>
      <PageHeading title="Orders" />
      <SearchBar action="/admin/orders" label="Number, or how e-mail or name begins" q={query.q}>
        <select
          name="status"
          defaultValue={query.status ?? ''}
          aria-label="Status"
          className={`${inputClass} w-auto!`}
        >
          <option value="">Any status</option>
          {orderStatuses.map((status) => (
            <option key={status} value={status}>
              {status}
            </option>
          ))}
        </select>
        <select
          name="whose"
          defaultValue={query.whose ?? ''}
          aria-label="Whose orders"
          className={`${inputClass} w-auto!`}
        >
          <option value="">Of shoppers</option>
          <option value="own">Of the monitor and tests</option>
        </select>
      </SearchBar>
      <Panel>
        <OrdersTable
          orders={list.orders.map(orderRow)}
          empty={query.q || query.status ? 'No order fits.' : 'No order yet.'}
        />
      </Panel>
      <Pages {...list} noun="order" href={(page) => address(query, page)} />
    </>
  );
}
