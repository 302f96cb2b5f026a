import type { EffectStatus, OrderStatus } from '#lib/orders/index.ts';
import { Badge, type Tone } from './parts.tsx';

const orderTones: Record<OrderStatus, Tone> = {
  placed: 'info',
  paid: 'good',
  fulfilling: 'info',
  shipped: 'info',
  delivered: 'quiet',
  returning: 'warn',
  returned: 'quiet',
  cancelled: 'bad',
};

export function OrderStatusBadge({ status }: { status: OrderStatus }) {
  return <Badge tone={orderTones[status]}>{status}</Badge>;
}

const effectTones: Record<EffectStatus, Tone> = {
  queued: 'quiet',
  processing: 'info',
  retrying: 'warn',
  done: 'good',
  failed: 'bad',
  dismissed: 'quiet',
};

export function EffectStatusBadge({ status }: { status: EffectStatus }) {
  return <Badge tone={effectTones[status]}>{status}</Badge>;
}
