import { formatMoney, type TrafficKind } from '#lib/platform/index.ts';
import { effectsOf, outboxOf } from './effects.repository.ts';
import type { OrderEvent, RecordedEvent } from './events.ts';
import { isOrderId } from './load-order.ts';
import { offeredActions } from './offered-actions.ts';
import { eventsOf, findOrder } from './orders.repository.ts';
import { consumerNames, consumersOf } from './subscriptions.ts';
import type { OrderTimeline, TimelineEffect } from './types.ts';
import { toLoaded } from './views.ts';

function unitsOf(lines: readonly { quantity: number }[]): string {
  const units = lines.reduce((total, { quantity }) => total + quantity, 0);
  return `${units} ${units === 1 ? 'unit' : 'units'}`;
}

/** One line for people about an event. */
export function titleOf(event: OrderEvent): string {
  switch (event.type) {
    case 'OrderPlaced':
      return `Order placed for ${formatMoney(event.data.totalMinor, event.data.currency)}`;
    case 'PaymentAuthorized':
      return `Payment of ${formatMoney(event.data.amountMinor, event.data.currency)} authorised`;
    case 'PaymentCaptured':
      return `Payment of ${formatMoney(event.data.amountMinor, event.data.currency)} captured by ${event.data.gateway}`;
    case 'PaymentFailed':
      return `Payment failed: ${event.data.code}`;
    case 'PaymentVoided':
      return 'Payment voided';
    case 'StockCommitted':
      return 'Stock committed';
    case 'StockConflictDetected':
      return `Out of stock: ${event.data.skus.join(', ')}`;
    case 'OrderCancelled':
      return `Order cancelled: ${event.data.reason.replaceAll('_', ' ')}`;
    case 'StockReturned':
      return `${unitsOf(event.data.lines)} back in stock`;
    case 'RefundRequested':
      return `Refund of ${formatMoney(event.data.amountMinor, event.data.currency)} requested`;
    case 'RefundCompleted':
      return `Refund of ${formatMoney(event.data.amountMinor, event.data.currency)} completed`;
    case 'RefundFailed':
      return `Refund of ${formatMoney(event.data.amountMinor, event.data.currency)} failed: ${event.data.reason}`;
    case 'OrderExported':
      return `Exported to the ERP as ${event.data.erpReference}`;
    case 'ConfirmationSent':
      return event.data.template === 'confirmation'
        ? 'Confirmation email sent'
        : `Email sent: ${event.data.template.replaceAll('_', ' ')}`;
    case 'LoyaltyPointsEarned':
      return `${event.data.points} loyalty points earned`;
    case 'FulfilmentStarted':
      return 'Fulfilment started';
    case 'OrderShipped':
      return `Shipped${event.data.carrier ? ` with ${event.data.carrier}` : ''}, tracking number ${event.data.tracking_number}`;
    case 'OrderDelivered':
      return 'Delivered';
    case 'ReturnRequested':
      return `Return requested: ${event.data.reason}`;
    case 'ReturnReceived':
      return 'Return received';
    case 'NoteAdded':
      return `Note: ${event.data.text}`;
    default:
      return event satisfies never;
  }
}

async function effects(events: RecordedEvent[], traffic: TrafficKind): Promise<TimelineEffect[]> {
  const wanted = events.flatMap((event) =>
    event.known ? consumersOf(event.known.type, traffic).map((consumer) => ({ consumer, event })) : [],
  );
  const eventIds = wanted.map(({ event }) => event.eventId);
  // Before what is done: what leaves the outbox meanwhile is found there.
  const waiting = new Set((await outboxOf(eventIds)).map(({ topic, eventId }) => `${topic} ${eventId}`));
  const rows = await effectsOf(eventIds, consumerNames);
  const found = new Map(rows.map((row) => [`${row.consumer} ${row.eventId}`, row]));
  return wanted.flatMap(({ consumer, event }) => {
    const key = `${consumer} ${event.eventId}`;
    const row = found.get(key);
    // Recorded by a release in which this consumer did not hear of it, or imported: nobody will.
    if (!row && !waiting.has(key)) return [];
    return {
      consumer,
      eventId: event.eventId,
      eventVersion: event.version,
      status: row?.status ?? 'queued',
      attempts: row?.attempts ?? 0,
      lastError: row?.lastError ?? null,
      updatedAt: row?.updatedAt ?? event.recordedAt,
    };
  });
}

/** An order's whole life for staff: its events and what became of each consumer's effect; null if unknown. */
export async function orderTimeline(orderId: string): Promise<OrderTimeline | null> {
  if (!isOrderId(orderId)) return null;
  const [row, events] = await Promise.all([findOrder({ id: orderId }), eventsOf(orderId)]);
  if (!row) return null;
  return {
    order: toLoaded(row).view,
    checkoutId: row.state.checkoutId,
    events: events.map((event) => ({
      version: event.version,
      eventId: event.eventId,
      type: event.type,
      data: event.known?.data ?? event.data,
      actor: event.metadata.actor,
      recordedAt: event.recordedAt,
      title: event.known ? titleOf(event.known) : event.type,
      traceId: event.metadata.trace?.split('-')[1] ?? null,
    })),
    effects: await effects(events, row.state.traffic ?? 'shopper'),
    actions: offeredActions(row.state),
  };
}
