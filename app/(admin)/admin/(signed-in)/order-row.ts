import type { OrderRow } from '#components/admin/orders-table.tsx';
import type { OrderListItem } from '#lib/orders/index.ts';
import { formatMoney } from '#lib/platform/index.ts';

export function orderRow(order: OrderListItem): OrderRow {
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    name: order.name,
    email: order.email,
    total: formatMoney(order.totalMinor, order.currency),
    placedAt: order.placedAt.toISOString(),
  };
}
