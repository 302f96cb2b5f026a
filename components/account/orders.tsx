'use client';

import { useState } from 'react';
import type { Customer } from '#lib/customers/index.ts';
import { refreshCart } from '../shop/cart-store.ts';
import { useWords } from '../shop/shop-error.ts';
import { Alert } from '../ui/alert.tsx';
import { Button } from '../ui/button.tsx';
import { MarketLink, useMarket } from '../ui/market.tsx';
import { Price } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';
import { type OrdersAnswer, useAccountChange, useOrders } from './use-account.ts';

/** What was bought, newest first, to be looked at or bought again. */
export function Orders({ customer }: { customer: Customer }) {
  const t = useTranslations('account');
  const orders = useOrders();
  return (
    <section aria-labelledby="account-orders">
      <h2 id="account-orders" className="display mb-4 text-section">
        {t('orders')}
      </h2>
      {customer.confirmed ? null : <ConfirmNotice customer={customer} />}
      {orders.error ? <Alert tone="error">{orders.error.message}</Alert> : null}
      {orders.isPending ? <Spinner className="size-6" /> : null}
      {orders.data?.orders.length === 0 && customer.confirmed ? (
        <p className="text-muted">{t('noOrders')}</p>
      ) : null}
      <ul className="divide-y divide-line">
        {orders.data?.orders.map((order) => (
          <OrderRow key={order.id} order={order} />
        ))}
      </ul>
    </section>
  );
}

/** Orders are shown to whoever proved that the address is theirs. */
function ConfirmNotice({ customer }: { customer: Customer }) {
  const t = useTranslations('account');
  const { code } = useMarket();
  const link = useAccountChange<{ email: string; market: string }>('POST', '/api/account/link');
  return (
    <Alert tone={link.isSuccess ? 'success' : 'info'} title={t('confirmTitle')} className="mb-4">
      <p>{t(link.isSuccess ? 'confirmSent' : 'confirmText', { email: customer.email })}</p>
      {link.error ? <p className="text-bad">{link.error.message}</p> : null}
      {link.isSuccess ? null : (
        <Button
          variant="secondary"
          size="small"
          className="mt-3"
          busy={link.isPending}
          onClick={() => link.mutate({ email: customer.email, market: code })}
        >
          {t('sendLink')}
        </Button>
      )}
    </Alert>
  );
}

function OrderRow({ order }: { order: OrdersAnswer['orders'][number] }) {
  const t = useTranslations('account');
  const { code, languageTag } = useMarket();
  const words = useWords();
  const [missing, setMissing] = useState<string[] | null>(null);
  const again = useAccountChange<undefined, { added: number; missing: string[] }>(
    'POST',
    `/api/account/orders/${order.number}/reorder?market=${code}`,
  );
  const placed = new Date(order.placedAt).toLocaleDateString(languageTag, {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return (
    <li className="grid gap-2 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="min-w-0">
          <MarketLink
            href={`/orders/${order.accessToken}`}
            className="font-medium underline decoration-line underline-offset-4 hover:decoration-signal"
          >
            {t('orderNumber', { number: String(order.number) })}
          </MarketLink>
          <span className="block text-muted text-sm">
            {placed} · {t('status', { status: order.status })} ·{' '}
            {t('articles', { count: order.lines.reduce((sum, line) => sum + line.quantity, 0) })}
          </span>
        </p>
        <p className="flex items-center gap-5">
          <Price minor={order.totalMinor} currency={order.currency} className="font-medium" />
          <Button
            variant="secondary"
            size="small"
            busy={again.isPending}
            aria-label={t('reorderNamed', { number: String(order.number) })}
            onClick={() =>
              again.mutate(undefined, {
                onSuccess: ({ missing: gone }) => {
                  setMissing(gone);
                  void refreshCart(code, words);
                },
              })
            }
          >
            {t('reorder')}
          </Button>
        </p>
      </div>
      {again.error ? <Alert tone="error">{again.error.message}</Alert> : null}
      <div role="status">
        {missing ? (
          <p className="text-sm">
            {missing.length === 0 ? t('reordered') : t('reorderMissing', { titles: missing.join(', ') })}{' '}
            <MarketLink href="/cart" className="underline underline-offset-4">
              {t('toCart')}
            </MarketLink>
          </p>
        ) : null}
      </div>
    </li>
  );
}
