export { actOnOrder } from './act-on-order.ts';
export {
  appendOrderEvents,
  appendWithRetry,
  applyOrderCommand,
  type OrderChange,
} from './append-order-events.ts';
export { checkArithmetic } from './check-arithmetic.ts';
export { dismissEffect, listDeadLetters, retryEffect } from './dead-letters.ts';
export type { OrderCommand } from './decide.ts';
export { countDeadLetters, waitingEffects } from './effects.repository.ts';
export {
  IllegalOrderEvent,
  type OrderChangedMeanwhile,
  type OrderRefusal,
  OrderVersionConflict,
} from './errors.ts';
export type {
  OrderEvent,
  OrderEventData,
  OrderEventOf,
  OrderEventType,
  RecordedEvent,
} from './events.ts';
export { evolve } from './evolve.ts';
export { exportedAtMost, exportOrders } from './export-orders.ts';
export { failRefund, type ToldRefund } from './fail-refund.ts';
export { lastOrderAt, type OrderTotals, orderTotals } from './figures.repository.ts';
export { figuresSince } from './figures-since.ts';
export { importHistory, type OrderHistory } from './import-history.ts';
export { legalMoves } from './legal-moves.ts';
export { listOrders, type OrderFilter } from './list-orders.ts';
export { loadOrder, loadOrderEvent, orderByToken } from './load-order.ts';
export { wasMailed } from './mails.ts';
export { mendFamilyNames } from './mend-family-names.ts';
export { openSyntheticOrders } from './open-synthetic-orders.ts';
export { orderTimeline } from './order-timeline.ts';
export { lockOrder } from './orders.repository.ts';
export { type CustomerOrder, ordersOfCustomer } from './orders-of-customer.ts';
export { type PlaceOrderInput, placeOrderEvents } from './place-order-events.ts';
export { type RebuildReport, rebuildReadModel } from './rebuild-read-model.ts';
export { completedRefunds, requestedRefunds } from './refunds.ts';
export { type StaffAction, type StaffCommand, type StaffRequest, staffRequestSchema } from './schemas.ts';
export { stateAt } from './state-at.ts';
export {
  type ConsumerName,
  consumerNames,
  consumersOf,
  mayWait,
  outboxSignal,
  subscriptions,
} from './subscriptions.ts';
export {
  type DayFigures,
  type DeadLetter,
  type DeadLetters,
  type EffectStatus,
  type LoadedOrder,
  type MoneySum,
  type OrderActions,
  type OrderAddress,
  type OrderLine,
  type OrderList,
  type OrderListItem,
  type OrderShippingMethod,
  type OrderState,
  type OrderStatus,
  type OrderTax,
  type OrderTimeline,
  type OrderView,
  orderStatuses,
  type TimelineEffect,
  type TimelineEvent,
} from './types.ts';
export { type RecordedOrder, walkOrders } from './walk-orders.ts';
