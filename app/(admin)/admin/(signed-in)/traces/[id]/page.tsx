import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { linkClass, PageHeading } from '#components/admin/parts.tsx';
import { Waterfalls } from '#components/admin/waterfall.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getTraces } from '#lib/tracing/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Trace' };

const isTraceId = (id: string) => /^[0-9a-f]{32}$/.test(id);

/** One trace as a waterfall, also of what moved no order. */
export default async function TracePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await requireStaff(`/admin/traces/${isTraceId(id) ? id : ''}`, 'orders.view');
  const [trace] = isTraceId(id) ? await getTraces([id]) : [];
  if (!trace) notFound();
  const orderId = trace.rows.map(({ attributes }) => attributes['ballast.order.id']).find(Boolean);
  return (
    <>
      <PageHeading title="Trace">
        {orderId ? (
          <Link
            href={`/admin/orders/${encodeURIComponent(String(orderId))}#trace-${id}`}
            prefetch={false}
            className={linkClass}
          >
            Open the order
          </Link>
        ) : null}
        <Link href="/admin/traces" prefetch={false} className={`${linkClass} ml-auto`}>
          All slow and failed traces
        </Link>
      </PageHeading>
      <Waterfalls traces={[trace]} />
    </>
  );
}
