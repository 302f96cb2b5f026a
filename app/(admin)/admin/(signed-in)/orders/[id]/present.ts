import type { OrderMail } from '#components/admin/order-mails.tsx';
import type { OrderStateProps } from '#components/admin/order-state.tsx';
import type { PastNoticeProps } from '#components/admin/past-notice.tsx';
import type { Attempt, Belief, Webhook } from '#components/admin/payment-story.tsx';
import { beliefsAt, type PaymentStory } from '#lib/checkout/index.ts';
import type { QueuedAbout } from '#lib/mail/index.ts';
import type { OrderActions as Actions, OrderView, TimelineEvent } from '#lib/orders/index.ts';
import { formatMoney } from '#lib/platform/index.ts';

const countries = new Intl.DisplayNames('en', { type: 'region' });

/** An order as its page shows it: amounts and times as text. */
export function presentOrder(order: OrderView): OrderStateProps {
  const money = (minor: number) => formatMoney(minor, order.currency);
  const to = order.shippingAddress;
  return {
    status: order.status,
    name: order.name,
    email: order.email,
    address: [
      to.name,
      to.line1,
      to.line2,
      `${to.postcode} ${to.city} ${to.region ?? ''}`.trim(),
      countries.of(to.country) ?? to.country,
    ].filter(Boolean),
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
export function presentActionLines(order: OrderView, { refundable }: Actions) {
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

/** What was paid and said, with what came after `moment` marked. */
export function presentPayment(
  { attempts, webhooks }: PaymentStory,
  moment: Date | null,
): { attempts: Attempt[]; webhooks: Webhook[] } {
  const later = (at: Date) => moment !== null && at > moment;
  return {
    attempts: attempts.map(({ amountMinor, currency, createdAt, updatedAt, ...attempt }) => ({
      ...attempt,
      amount: formatMoney(amountMinor, currency),
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      later: later(createdAt),
    })),
    webhooks: webhooks.map(({ receivedAt, processedAt, ...webhook }) => ({
      ...webhook,
      receivedAt: receivedAt.toISOString(),
      processedAt: processedAt?.toISOString() ?? null,
      later: later(receivedAt),
    })),
  };
}

export function presentBeliefs(story: PaymentStory, moment: Date): Belief[] {
  return beliefsAt(story, moment).map(({ lastSaid, record, ...belief }) => ({
    ...belief,
    lastSaid: lastSaid && { ...lastSaid, at: lastSaid.at.toISOString() },
    record: record && { ...record, at: record.at.toISOString() },
  }));
}

/** Mails that follow the order's events, and those queued about it. */
export function presentMails(
  events: readonly TimelineEvent[],
  queued: readonly QueuedAbout[],
  moment: Date | null,
): OrderMail[] {
  const later = (at: Date) => moment !== null && at > moment;
  const sent = events.flatMap(({ type, data, recordedAt, eventId }): OrderMail[] => {
    if (type !== 'ConfirmationSent') return [];
    const { template } = data as { template: string };
    const status = later(recordedAt) ? 'not yet then' : 'sent';
    return [{ key: eventId, template, at: recordedAt.toISOString(), status }];
  });
  const others = queued.map(({ key, template, dueAt, sentAt }): OrderMail => {
    const at = sentAt ?? dueAt;
    const status = later(at) ? 'not yet then' : sentAt ? 'sent' : 'due';
    return { key, template, at: at.toISOString(), status };
  });
  return [...sent, ...others];
}

/** What staff would notice of an order, as text. */
function noticeable(order: OrderView | null): Record<string, string> {
  if (!order) return { Status: 'not placed' };
  const { status, currency, capturedMinor, refundedMinor, tracking, cancelReason } = order;
  return {
    Status: status,
    Captured: formatMoney(capturedMinor, currency),
    Refunded: formatMoney(refundedMinor, currency),
    Tracking: tracking ?? 'none',
    'Cancelled because': cancelReason?.replaceAll('_', ' ') ?? 'not cancelled',
  };
}

/** Where a moment stands among the events, and what has changed since. */
export function presentPast({
  order,
  past,
  events,
  moment,
}: {
  order: OrderView;
  past: OrderView | null;
  events: readonly TimelineEvent[];
  moment: Date;
}): PastNoticeProps {
  const known = events.filter(({ recordedAt }) => recordedAt <= moment);
  const last = known.at(-1);
  // Events of one moment are stepped over together: the state between them never was.
  const before = known.findLast(({ recordedAt }) => last !== undefined && recordedAt < last.recordedAt);
  const next = events.find(({ recordedAt }) => recordedAt > moment);
  const then = noticeable(past);
  const differences = Object.entries(noticeable(order)).flatMap(([what, now]) => {
    const was = then[what] ?? 'none';
    return was === now || (!past && what !== 'Status') ? [] : [{ what, before: was, now }];
  });
  return {
    orderId: order.id,
    at: moment.toISOString(),
    after: last ? { version: last.version, title: last.title } : null,
    earlier: before?.version ?? null,
    later: next?.version ?? null,
    differences,
  };
}
