import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { LiveOrder } from '#components/admin/live-order.tsx';
import { OrderActions } from '#components/admin/order-actions.tsx';
import { OrderMails } from '#components/admin/order-mails.tsx';
import { OrderState } from '#components/admin/order-state.tsx';
import { Badge, Empty, linkClass, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { PastNotice } from '#components/admin/past-notice.tsx';
import { Beliefs, PaymentPanel } from '#components/admin/payment-story.tsx';
import { StateAtForm } from '#components/admin/state-at-form.tsx';
import { OrderStatusBadge } from '#components/admin/status.tsx';
import { Effects, Timeline } from '#components/admin/timeline.tsx';
import { Waterfalls } from '#components/admin/waterfall.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { paymentStory } from '#lib/checkout/index.ts';
import { mailsAbout } from '#lib/mail/index.ts';
import { orderTimeline, stateAt, type TimelineEvent } from '#lib/orders/index.ts';
import { env, formatMoney } from '#lib/platform/index.ts';
import { getTraces } from '#lib/tracing/index.ts';
import { decimalsOf } from '../../choices.ts';
import {
  presentActionLines,
  presentBeliefs,
  presentMails,
  presentOrder,
  presentPast,
  presentPayment,
} from './present.ts';

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
  const moment = momentOf(at, events);
  const [traces, past, story, queued] = await Promise.all([
    getTraces(tracesOf(events)),
    moment ? stateAt(id, moment) : null,
    paymentStory(timeline.checkoutId),
    mailsAbout([`review_request:${order.id}`]),
  ]);
  const ended = effects.filter(({ status }) => ['done', 'failed', 'dismissed'].includes(status)).length;
  const lastThen = moment ? events.filter((event) => event.recordedAt <= moment).at(-1) : undefined;
  return (
    <>
      <PageHeading title={`Order #${order.number}`}>
        <OrderStatusBadge status={order.status} />
        <span className="text-(--a-muted)">{formatMoney(order.totalMinor, order.currency)}</span>
        {order.traffic ? <Badge tone="warn">{order.traffic}: not a shopper’s</Badge> : null}
        {moment ? null : <LiveOrder done={ended} all={effects.length} />}
        <Link href="/admin/orders" prefetch={false} className={`${linkClass} ml-auto`}>
          All orders
        </Link>
      </PageHeading>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <div className="min-w-0 gap-4 max-lg:contents lg:grid">
          <Panel title="Timeline" className="max-lg:order-2">
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
          <Panel title="Effects" className="max-lg:order-3">
            {effects.length > 0 ? (
              <Effects
                effects={effects.map((effect) => ({
                  ...effect,
                  updatedAt: effect.updatedAt.toISOString(),
                  later: moment !== null && effect.updatedAt > moment,
                }))}
              />
            ) : (
              <Empty>No consumer listens to these events.</Empty>
            )}
          </Panel>
          <div className="max-lg:order-5">
            <OrderMails
              mails={presentMails(events, queued, moment)}
              viewer={env.STRIPE_API_BASE ? env.MAIL_UI_URL : null}
            />
          </div>
        </div>
        <div className="min-w-0 gap-4 max-lg:contents lg:grid">
          <div className="min-w-0 space-y-4 max-lg:order-1">
            {moment ? (
              <PastNotice {...presentPast({ order, past, events, moment })} />
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
                lines={presentActionLines(order, actions)}
              />
            )}
            {moment && !past ? (
              <Panel title="State then">
                <Empty>The order had not been placed yet.</Empty>
              </Panel>
            ) : (
              <OrderState title={moment ? 'State then' : 'State now'} order={presentOrder(past ?? order)} />
            )}
          </div>
          <div className="min-w-0 space-y-4 max-lg:order-4">
            {moment ? <Beliefs beliefs={presentBeliefs(story, moment)} /> : null}
            <PaymentPanel {...presentPayment(story, moment)} />
          </div>
        </div>
        <div className="min-w-0 max-lg:order-6 lg:col-span-2">
          <Waterfalls traces={traces} />
        </div>
      </div>
    </>
  );
}
