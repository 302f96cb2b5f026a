import { type FoundEvent, findOrder, orderWithEvent } from './orders.repository.ts';
import type { ConsumerName } from './subscriptions.ts';
import type { LoadedOrder, OrderView } from './types.ts';
import { toLoaded } from './views.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isOrderId = (value: string): boolean => uuid.test(value);

/** The current order, or null; any string may be asked for. */
export async function loadOrder(orderId: string): Promise<LoadedOrder | null> {
  if (!isOrderId(orderId)) return null;
  const row = await findOrder({ id: orderId });
  return row ? toLoaded(row) : null;
}

/** The order that a customer's link opens, or null. */
export async function orderByToken(token: string): Promise<OrderView | null> {
  if (!/^[\w-]{16,64}$/.test(token)) return null;
  const row = await findOrder({ accessToken: token });
  return row ? toLoaded(row).view : null;
}

/**
 * One event of an order and the order as it is now, as `consumer` reads them, and whether an earlier event comes first;
 * null when there is no such event.
 */
export async function loadOrderEvent(
  orderId: string,
  version: number,
  consumer: ConsumerName,
): Promise<FoundEvent<LoadedOrder> | null> {
  if (!isOrderId(orderId) || !Number.isInteger(version) || version < 1) return null;
  const found = await orderWithEvent(orderId, version, consumer);
  return found ? { ...found, order: toLoaded(found.order) } : null;
}
