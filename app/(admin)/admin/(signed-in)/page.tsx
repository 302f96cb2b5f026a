import type { Metadata } from 'next';
import Link from 'next/link';
import { OrdersTable } from '#components/admin/orders-table.tsx';
import { Figure, linkClass, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { countPendingInvalidations } from '#lib/cache/index.ts';
import { countUnsettledCheckouts } from '#lib/checkout/index.ts';
import { listOrders } from '#lib/orders/index.ts';
import { env, formatMoney } from '#lib/platform/index.ts';
import { orderRow } from './order-row.ts';
import { today } from './today.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage({
  searchParams,
}: {
  searchParams: Promise<{ notice?: unknown }>;
}) {
  await requireStaff('/admin', 'overview.view');
  const { notice } = await searchParams;
  const now = new Date();
  const [day, latest, purges, checkouts] = await Promise.all([
    today(now),
    listOrders({}),
    countPendingInvalidations(),
    countUnsettledCheckouts(now),
  ]);
  const revenue = day.revenue.length > 0 ? day.revenue : [[env.SHOP_CURRENCY, 0] as const];
  return (
    <>
      <PageHeading title="Overview" />
      {notice === 'forbidden' ? (
        <div className="mb-4">
          <Notice tone="warn" title="Your role does not open that page" />
        </div>
      ) : null}
      <dl className="mb-5 grid grid-cols-2 gap-3 md:grid-cols-4">
        <Figure
          label="Orders today"
          value={`${day.orders}${day.more ? '+' : ''}`}
          note="since midnight UTC"
        />
        <Figure
          label="Revenue today"
          value={revenue.map(([currency, minor]) => formatMoney(minor, currency)).join(' + ')}
          note={day.more ? 'of the latest orders' : 'without cancelled orders'}
        />
        <Figure
          label="Pending purges"
          value={String(purges)}
          note={purges > 0 ? 'pages may show older prices' : 'every page is current'}
          tone={purges > 0 ? 'warn' : 'quiet'}
        />
        <Figure
          label="Unresolved checkouts"
          value={String(checkouts)}
          note="past their deadline, not settled"
          tone={checkouts > 0 ? 'bad' : 'quiet'}
        />
      </dl>
      <Panel
        title="Latest orders"
        aside={
          <Link href="/admin/orders" prefetch={false} className={linkClass}>
            All orders
          </Link>
        }
      >
        <OrdersTable orders={latest.orders.slice(0, 10).map(orderRow)} empty="No order yet." />
      </Panel>
    </>
  );
}
