import type { Metadata } from 'next';
import { z } from 'zod';
import { Choice } from '#components/admin/choice.tsx';
import { Day } from '#components/admin/day.tsx';
import { OrdersTable } from '#components/admin/orders-table.tsx';
import { Pages } from '#components/admin/pages.tsx';
import { buttonClass, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { SearchBar } from '#components/admin/search-bar.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { exportedAtMost, listOrders, orderStatuses } from '#lib/orders/index.ts';
import { env } from '#lib/platform/index.ts';
import { readDays } from '../../../../api/admin/days.ts';
import { orderRow } from '../order-row.ts';
import { searchText } from '../search-text.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Orders' };

// What is no text is kept as one, so that it is refused by its words and not left out unseen.
const day = z.string().catch(({ input }) => (input === undefined ? '' : String(input)));
const querySchema = z.object({
  q: searchText,
  status: z.enum(orderStatuses).optional().catch(undefined),
  whose: z.literal('own').optional().catch(undefined),
  from: day,
  to: day,
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
type Query = z.infer<typeof querySchema>;

function address({ page, ...filter }: Query, path = '/admin/orders'): string {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  if (page > 1) query.set('page', String(page));
  return query.size > 0 ? `${path}?${query}` : path;
}

export default async function OrdersPage({ searchParams }: { searchParams: Promise<object> }) {
  const query = querySchema.parse(await searchParams);
  await requireStaff(address(query), 'orders.view');
  const days = readDays(query);
  const { q, status, page } = query;
  const own = query.whose === 'own';
  const list = days.ok ? await listOrders({ q, status, page, own, ...days.value }) : null;
  const filtered = Boolean(query.q || query.status || query.from || query.to);
  return (
    <>
      <PageHeading title="Orders">
        {list && list.total > 0 ? (
          <a
            className={`${buttonClass} ml-auto`}
            href={address({ ...query, page: 1 }, '/api/admin/orders/csv')}
            download
          >
            Download as CSV
          </a>
        ) : null}
      </PageHeading>
      <SearchBar action="/admin/orders" label="Number, or how e-mail or name begins" q={query.q} wide>
        <div className="grid min-w-0 flex-1 basis-full grid-cols-2 items-end gap-2 md:flex md:flex-none md:basis-auto">
          <Choice
            name="status"
            label="Status"
            value={status ?? ''}
            any="Any status"
            options={orderStatuses.map((one) => [one, one])}
            narrow
          />
          <Choice
            name="whose"
            label="Whose orders"
            value={query.whose ?? ''}
            any="Of shoppers"
            options={[['own', 'Of the monitor and tests']]}
            narrow
          />
          <Day name="from" label="From" value={query.from} />
          <Day name="to" label="To" value={query.to} />
        </div>
      </SearchBar>
      {list ? (
        <>
          {list.partial ? (
            <div className="mb-3">
              <Notice tone="warn" title="Not all orders that begin like this were looked through">
                Write more of the number, e-mail or name: others may fit, too.
              </Notice>
            </div>
          ) : null}
          <Panel>
            <OrdersTable
              orders={list.orders.map(orderRow)}
              empty={filtered ? 'No order fits.' : 'No order yet.'}
            />
          </Panel>
          <Pages {...list} noun="order" href={(page) => address({ ...query, page })} />
        </>
      ) : null}
      {days.ok ? null : (
        <Notice tone="bad" title="These days are not right">
          {days.error}
        </Notice>
      )}
      <p className="mt-3 text-xs text-(--a-muted)">
        From and To are whole days in {env.SHOP_TIME_ZONE}.
        {list?.more ? ` A file has the newest ${exportedAtMost.toLocaleString('en-IE')} orders at most.` : ''}
      </p>
    </>
  );
}
