import Link from 'next/link';
import type { OrderStatus } from '#lib/orders/index.ts';
import { linkClass, Panel } from './parts.tsx';
import { OrderStatusBadge } from './status.tsx';
import { When } from './when.tsx';

/** An order with its amounts already formatted. */
export type OrderStateProps = {
  status: OrderStatus;
  name: string;
  email: string;
  address: string[];
  phone: string;
  shippingMethod: string;
  placedAt: string;
  tracking: string | null;
  cancelReason: string | null;
  lines: {
    sku: string;
    title: string;
    variantTitle: string;
    quantity: number;
    unit: string;
    total: string;
  }[];
  sums: { label: string; amount: string; strong?: boolean }[];
};

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-(--a-muted)">{label}</dt>
      <dd className="break-words">{children}</dd>
    </div>
  );
}

export function OrderState({ title, order }: { title: string; order: OrderStateProps }) {
  return (
    <Panel title={title} aside={<OrderStatusBadge status={order.status} />}>
      <dl className="grid grid-cols-2 gap-3 border-b border-(--a-line) px-4 py-3">
        <Fact label="Customer">
          {order.name}
          <Link
            href={`/admin/orders?${new URLSearchParams({ q: order.email })}`}
            prefetch={false}
            className={`${linkClass} block`}
            title="All orders of this address"
          >
            {order.email}
          </Link>
        </Fact>
        <Fact label="Ship to">
          {order.address.map((line) => (
            <span key={line} className="block">
              {line}
            </span>
          ))}
          {order.phone ? <span className="block text-(--a-muted)">{order.phone}</span> : null}
        </Fact>
        <Fact label="Placed">
          <When at={order.placedAt} />
        </Fact>
        <Fact label="Shipping">
          {order.shippingMethod}
          {order.tracking ? <span className="block">Tracking {order.tracking}</span> : null}
        </Fact>
        {order.cancelReason ? (
          <Fact label="Cancelled because">{order.cancelReason.replaceAll('_', ' ')}</Fact>
        ) : null}
      </dl>
      <ul className="border-b border-(--a-line) px-4 py-1">
        {order.lines.map((line) => (
          <li key={line.sku} className="flex justify-between gap-4 py-1.5">
            <span className="min-w-0">
              <span className="block">
                {line.quantity} × {line.title}
                {line.variantTitle ? <span className="text-(--a-muted)"> · {line.variantTitle}</span> : null}
              </span>
              <span className="block truncate text-xs text-(--a-muted)">
                {line.sku} · {line.unit} each
              </span>
            </span>
            <span className="tabular-nums">{line.total}</span>
          </li>
        ))}
      </ul>
      <dl className="px-4 py-2.5">
        {order.sums.map(({ label, amount, strong }) => (
          <div key={label} className={`flex justify-between py-0.5 ${strong ? 'font-semibold' : ''}`}>
            <dt className={strong ? '' : 'text-(--a-muted)'}>{label}</dt>
            <dd className="tabular-nums">{amount}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
