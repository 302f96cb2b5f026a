import { listOrders } from '#lib/orders/index.ts';

const mostPages = 20;

/** Orders since midnight UTC that were not cancelled, and their sum in minor units by currency. */
export async function today(
  now: Date,
): Promise<{ orders: number; revenue: [string, number][]; more: boolean }> {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const revenue = new Map<string, number>();
  let orders = 0;
  for (let page = 1; page <= mostPages; page++) {
    const list = await listOrders({ page });
    for (const order of list.orders) {
      if (order.placedAt.getTime() < midnight) return { orders, revenue: [...revenue], more: false };
      if (order.status === 'cancelled') continue;
      orders++;
      revenue.set(order.currency, (revenue.get(order.currency) ?? 0) + order.totalMinor);
    }
    if (page >= list.pages) return { orders, revenue: [...revenue], more: false };
  }
  return { orders, revenue: [...revenue], more: true };
}
