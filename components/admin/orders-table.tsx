import Link from 'next/link';
import type { OrderStatus } from '#lib/orders/index.ts';
import { cellClass, Empty, headCellClass, linkClass } from './parts.tsx';
import { OrderStatusBadge } from './status.tsx';
import { When } from './when.tsx';

export type OrderRow = {
  id: string;
  number: number;
  status: OrderStatus;
  name: string;
  email: string;
  total: string;
  placedAt: string;
};

export function OrdersTable({ orders, empty }: { orders: OrderRow[]; empty: string }) {
  if (orders.length === 0) return <Empty>{empty}</Empty>;
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-(--a-line)">
          <th className={headCellClass}>Order</th>
          <th className={`${headCellClass} hidden md:table-cell`}>Customer</th>
          <th className={`${headCellClass} hidden md:table-cell`}>Status</th>
          <th className={`${headCellClass} text-right`}>Total</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id} className="border-b border-(--a-line) last:border-b-0 hover:bg-(--a-sunken)">
            <td className={cellClass}>
              <Link
                href={`/admin/orders/${order.id}`}
                prefetch={false}
                className={`${linkClass} font-medium`}
              >
                #{order.number}
              </Link>
              <span className="ml-2 md:hidden">
                <OrderStatusBadge status={order.status} />
              </span>
              <span className="block text-xs text-(--a-muted)">
                <When at={order.placedAt} />
              </span>
              <span className="mt-0.5 block max-w-[58vw] truncate md:hidden">{order.name}</span>
            </td>
            <td className={`${cellClass} hidden max-w-72 md:table-cell`}>
              <span className="block truncate">{order.name}</span>
              <span className="block truncate text-xs text-(--a-muted)">{order.email}</span>
            </td>
            <td className={`${cellClass} hidden md:table-cell`}>
              <OrderStatusBadge status={order.status} />
            </td>
            <td className={`${cellClass} text-right tabular-nums`}>{order.total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
