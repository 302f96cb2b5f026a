import { CircleCheck } from 'lucide-react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Summary } from '#components/checkout/summary.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Card } from '#components/ui/card.tsx';
import { formatPrice } from '#components/ui/price.tsx';
import { type OrderStatus, type OrderView, orderByToken } from '#lib/orders/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = {
  title: 'Your order',
  robots: { index: false },
  // The address opens the order: it must not travel on in a referrer.
  referrer: 'no-referrer',
};

const steps: { title: string; reached: OrderStatus[] }[] = [
  { title: 'Paid', reached: ['paid', 'fulfilling', 'shipped', 'delivered', 'returning', 'returned'] },
  { title: 'Being packed', reached: ['fulfilling', 'shipped', 'delivered', 'returning', 'returned'] },
  { title: 'On its way', reached: ['shipped', 'delivered', 'returning', 'returned'] },
  { title: 'Delivered', reached: ['delivered', 'returning', 'returned'] },
];

const countries = new Intl.DisplayNames('en', { type: 'region' });

const cancelled: Record<string, string> = {
  out_of_stock: 'Another customer was faster with the last one, and we are sorry.',
};

function Progress({ status }: { status: OrderStatus }) {
  return (
    <ol className="grid grid-cols-2 gap-4 sm:grid-cols-4" aria-label="Progress">
      {steps.map((step) => {
        const done = step.reached.includes(status);
        return (
          <li
            key={step.title}
            className={`border-t-2 pt-3 text-sm ${done ? 'border-good font-medium' : 'border-line text-muted'}`}
          >
            {step.title}
            <span className="sr-only">{done ? ', done' : ', not yet'}</span>
          </li>
        );
      })}
    </ol>
  );
}

function Refund({ order }: { order: OrderView }) {
  const back = formatPrice(order.refundedMinor, order.currency);
  if (order.status === 'cancelled') {
    return (
      <Alert tone="error" title="This order was cancelled">
        <p>
          {cancelled[order.cancelReason ?? ''] ?? ''}{' '}
          {order.refundedMinor > 0
            ? `${back} went back to your card.`
            : 'Your money is on its way back to your card.'}
        </p>
      </Alert>
    );
  }
  return order.refundedMinor > 0 ? <Alert tone="info" title={`${back} went back to your card`} /> : null;
}

export default async function OrderPage({
  params,
  searchParams,
}: {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const order = await orderByToken((await params).token);
  if (!order) notFound();
  const placed = (await searchParams).placed !== undefined && order.status !== 'cancelled';
  const { shippingAddress: to } = order;
  return (
    <div className="grid gap-10">
      <div>
        {placed ? (
          <p className="mb-4 flex items-center gap-2.5 font-medium text-good">
            <CircleCheck aria-hidden="true" className="size-6" /> Thank you, {order.name}. Your order is
            placed.
          </p>
        ) : null}
        <h1 className="display text-title">Order {order.number}</h1>
        <p className="mt-3 text-lg text-muted">
          {placed ? `A confirmation is on its way to ${order.email}. ` : ''}Placed on{' '}
          <time dateTime={order.placedAt.toISOString()}>
            {order.placedAt.toLocaleDateString('en-IE', { dateStyle: 'long', timeZone: 'UTC' })}
          </time>
          .
        </p>
      </div>
      <Refund order={order} />
      {order.status === 'cancelled' ? null : <Progress status={order.status} />}
      <div className="grid items-start gap-8 lg:grid-cols-[1.4fr_1fr]">
        <Card>
          <h2 className="display mb-2 text-section">What you ordered</h2>
          <Summary quote={order} shippingTitle={order.shippingMethod.title} />
        </Card>
        <Card>
          <h2 className="display mb-4 text-section">Where it goes</h2>
          <address className="not-italic leading-relaxed">
            {[to.name, to.line1, to.line2, `${to.postcode} ${to.city}`, countries.of(to.country)]
              .filter(Boolean)
              .map((line) => (
                <span key={line} className="block">
                  {line}
                </span>
              ))}
          </address>
          <p className="mt-4 text-muted text-sm">
            {order.shippingMethod.title}
            {order.shippingMethod.promise ? `, ${order.shippingMethod.promise}` : ''}
          </p>
          {order.tracking ? <p className="mt-2 font-medium">Tracking number {order.tracking}</p> : null}
        </Card>
      </div>
    </div>
  );
}
