import type { TrafficKind } from '#lib/platform/index.ts';
import type { OrderEventType } from './events.ts';

export const consumerNames = ['inventory', 'refunds', 'erp', 'email', 'analytics', 'loyalty'] as const;
export type ConsumerName = (typeof consumerNames)[number];

/** Sent after every commit that wrote to the outbox. */
export const outboxSignal = 'outbox';

/**
 * Which consumer hears of which event. What promises goods (ERP, confirmation, points) waits for
 * StockCommitted, so an order that lost the race for its units never reaches them; it hears of the end as well.
 */
export const subscriptions: Record<ConsumerName, readonly OrderEventType[]> = {
  inventory: ['OrderPlaced', 'OrderCancelled', 'ReturnReceived'],
  refunds: ['RefundRequested'],
  erp: ['StockCommitted', 'OrderCancelled'],
  email: [
    'StockCommitted',
    'OrderCancelled',
    'OrderShipped',
    'RefundCompleted',
    'OrderDelivered',
    'ReturnRequested',
  ],
  analytics: ['OrderPlaced', 'OrderCancelled', 'RefundCompleted', 'RefundFailed'],
  loyalty: ['StockCommitted', 'OrderCancelled', 'RefundCompleted', 'RefundFailed'],
};

/** Those whom a minute more does not hurt, when those who buy have too little room: nobody's stock or money waits for them. */
export const mayWait: readonly ConsumerName[] = ['erp', 'email', 'analytics', 'loyalty'];

/** Of an order of our own monitor only these hear: its units are decided about, though none move, and its money goes back. */
const ofSynthetic: readonly ConsumerName[] = ['inventory', 'refunds'];

/** The consumers, and so the outbox topics, of an event type. */
export function consumersOf(type: OrderEventType, traffic?: TrafficKind): ConsumerName[] {
  return consumerNames.filter(
    (name) => subscriptions[name].includes(type) && (traffic !== 'synthetic' || ofSynthetic.includes(name)),
  );
}
