import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { OrderActions } from '#components/admin/order-actions.tsx';
import { OrderState, type OrderStateProps } from '#components/admin/order-state.tsx';
import { Empty, linkClass, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { StateAtForm } from '#components/admin/state-at-form.tsx';
import { OrderStatusBadge } from '#components/admin/status.tsx';
import { Effects, Timeline } from '#components/admin/timeline.tsx';
import { Waterfalls } from '#components/admin/waterfall.tsx';
import { When } from '#components/admin/when.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import {
  type OrderActions as Actions,
  type OrderView,
  orderTimeline,
  stateAt,
  type TimelineEvent,
} from '#lib/orders/index.ts';
import { formatMoney } from '#lib/platform/index.ts';
import { getTraces } from '#lib/tracing/index.ts';
import { decimalsOf } from '../../choices.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Order' };

const querySchema = z.object({ at: z.string().max(40).optional().catch(undefined) });

/** The moment `?at=` means: an event's version, or a time. */
function momentOf(at: string | undefined, events: TimelineEvent[]): Date | null {
  if (!at) return null;
  if (/^\d{1,6}$/.test(at)) return events.find((event) => event.version === Number(at))?.recordedAt ?? null;
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

function present(order: OrderView): OrderStateProps {
  const money = (minor: number) => formatMoney(minor, order.currency);
  const to = order.shippingAddress;
  return {
    status: order.status,
    name: order.name,
    email: order.email,
    address: [to.name, to.line1, to.line2, `${to.postcode} ${to.city}`.trim(), to.country].filter(Boolean),
    phone: to.phone,
    shippingMethod: order.shippingMethod.title,
    placedAt: order.placedAt.toISOString(),
    tracking: [order.carrier, order.tracking].filter(Boolean).join(' ') || null,
    cancelReason: order.cancelReason,
    lines: order.lines.map((line) => ({
      ...line,
      unit: money(line.unitMinor),
      total: money(line.totalMinor),
    })),
    sums: [
      { label: 'Subtotal', amount: money(order.subtotalMinor) },
      { label: 'Shipping', amount: money(order.shippingMinor) },
      { label: 'Total', amount: money(order.totalMinor), strong: true },
      { label: 'Tax included', amount: money(order.taxMinor) },
      { label: 'Captured', amount: money(order.capturedMinor) },
      ...(order.refundedMinor > 0 ? [{ label: 'Refunded', amount: money(order.refundedMinor) }] : []),
    ],
  };
}

/** The order's lines as the forms of its actions show them. */
function actionLines(order: OrderView, { refundable }: Actions) {
  return order.lines.map(({ sku, quantity }, index) => {
    const left = refundable[index];
    return {
      sku,
      quantity,
      title: left?.title ?? sku,
      refundable: left?.quantity ?? 0,
      unit: formatMoney(left?.unitMinor ?? 0, order.currency),
    };
  });
}

/** The traces that led to these events, in their order. */
const tracesOf = (events: TimelineEvent[]) => events.flatMap(({ traceId }) => traceId ?? []);

type Props = { params: Promise<{ id: string }>; searchParams: Promise<object> };

export default async function OrderPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { at } = querySchema.parse(await searchParams);
  const staff = await requireStaff(
    `/admin/orders/${id}${at ? `?${new URLSearchParams({ at })}` : ''}`,
    'orders.view',
  );
  const timeline = await orderTimeline(id);
  if (!timeline) notFound();
  const { order, events, effects, actions } = timeline;
  const traces = await getTraces(tracesOf(events));
  const moment = momentOf(at, events);
  const past = moment ? await stateAt(id, moment) : null;
  const lastThen = moment ? events.filter((event) => event.recordedAt <= moment).at(-1) : undefined;
  return (
    <>
      <PageHeading title={`Order #${order.number}`}>
        <OrderStatusBadge status={order.status} />
        <span className="text-(--a-muted)">{formatMoney(order.totalMinor, order.currency)}</span>
        <Link href="/admin/orders" prefetch={false} className={`${linkClass} ml-auto`}>
          All orders
        </Link>
      </PageHeading>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_26rem] lg:grid-rows-[auto_1fr]">
        <Panel title="Timeline" className="max-lg:order-2 lg:row-span-2">
          <Timeline
            orderId={order.id}
            events={events.map((event) => ({
              version: event.version,
              type: event.type,
              title: event.title,
              actor: event.actor,
              recordedAt: event.recordedAt.toISOString(),
              data: JSON.stringify(event.data, null, 2),
              later: moment !== null && event.recordedAt > moment,
              selected: event.version === lastThen?.version,
            }))}
          />
          <StateAtForm orderId={order.id} />
        </Panel>
        <div className="min-w-0 space-y-4 max-lg:order-1">
          {moment ? (
            <Notice tone="info" title="You are looking at the past">
              As of <When at={moment.toISOString()} precise />
              {lastThen ? `, after event ${lastThen.version}` : ''}.{' '}
              <Link href={`/admin/orders/${order.id}`} prefetch={false} scroll={false} className="underline">
                Back to now
              </Link>
            </Notice>
          ) : at ? (
            <Notice tone="warn" title="That moment is not known">
              Showing the order as it is now.
            </Notice>
          ) : null}
          {moment || !may(staff.role, 'orders.edit') ? null : (
            <OrderActions
              orderId={order.id}
              actions={actions}
              currency={order.currency}
              decimals={decimalsOf(order.currency)}
              lines={actionLines(order, actions)}
            />
          )}
          {moment && !past ? (
            <Panel title="State then">
              <Empty>The order had not been placed yet.</Empty>
            </Panel>
          ) : (
            <OrderState title={moment ? 'State then' : 'State now'} order={present(past ?? order)} />
          )}
        </div>
        <Panel title="Effects" className="max-lg:order-3">
          {effects.length > 0 ? (
            <Effects
              effects={effects.map((effect) => ({ ...effect, updatedAt: effect.updatedAt.toISOString() }))}
            />
          ) : (
            <Empty>No consumer listens to these events.</Empty>
          )}
        </Panel>
        <div className="max-lg:order-4 lg:col-span-2">
          <Waterfalls traces={traces} />
        </div>
      </div>
    </>
  );
}
