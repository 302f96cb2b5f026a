import type { Metadata } from 'next';
import Link from 'next/link';
import { Attention, RunningLow } from '#components/admin/attention.tsx';
import { OrdersTable } from '#components/admin/orders-table.tsx';
import { Figure, linkClass, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { figuresSince, listOrders, type MoneySum } from '#lib/orders/index.ts';
import { env, formatMoney, startOfDay } from '#lib/platform/index.ts';
import { lowStockRow, needsSomebody } from './needs-somebody.ts';
import { orderRow } from './order-row.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Overview' };

const money = (sums: MoneySum[]) =>
  sums.length > 0
    ? sums.map(({ totalMinor, currency }) => formatMoney(totalMinor, currency)).join(' + ')
    : formatMoney(0, env.SHOP_CURRENCY);

/** What a person has to do comes first, then the day so far, then what comes in and what runs out. */
export default async function OverviewPage({
  searchParams,
}: {
  searchParams: Promise<{ notice?: unknown }>;
}) {
  await requireStaff('/admin', 'overview.view');
  const { notice } = await searchParams;
  const now = new Date();
  const [day, latest, needs] = await Promise.all([
    figuresSince(startOfDay(now, env.SHOP_TIME_ZONE)),
    listOrders({}),
    needsSomebody(now),
  ]);
  return (
    <>
      <PageHeading title="Overview" />
      {notice === 'forbidden' ? (
        <div className="mb-4">
          <Notice tone="warn" title="Your role does not open that page" />
        </div>
      ) : null}
      <Attention needs={needs.list} />
      <dl className="my-4 grid gap-3 sm:grid-cols-3">
        <Figure label="Orders today" value={String(day.orders)} note="since midnight, the shop’s time" />
        <Figure label="Revenue today" value={money(day.revenue)} note="without cancelled orders" />
        <Figure label="Refunds today" value={money(day.refunds)} note="confirmed by a gateway" />
      </dl>
      <div
        className={`grid items-start gap-4 ${needs.lowStock.length > 0 ? 'lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]' : ''}`}
      >
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
        {needs.lowStock.length > 0 ? <RunningLow lowStock={needs.lowStock.map(lowStockRow)} /> : null}
      </div>
    </>
  );
}
