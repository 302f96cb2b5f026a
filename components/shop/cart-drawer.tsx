'use client';

import { ShoppingBag } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { Price } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { CartLines } from './cart-lines.tsx';
import { useCartDrawer } from './providers.tsx';
import { useCart } from './use-cart.ts';

/** The cart button of the header, with the drawer it opens. */
export function CartDrawer() {
  const t = useTranslations('cart');
  const { cartOpen, setCartOpen } = useCartDrawer();
  const cart = useCart();
  const count = cart.data?.count ?? 0;
  const lines = cart.data?.lines ?? [];
  const close = () => setCartOpen(false);
  const button = (
    <button
      type="button"
      aria-label={t('button', { count })}
      className="relative grid size-11 place-items-center rounded-full hover:bg-shell"
    >
      <ShoppingBag aria-hidden="true" className="size-[1.375rem]" strokeWidth={1.6} />
      {count > 0 ? (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 grid h-5 min-w-5 place-items-center rounded-full bg-signal px-1 font-semibold text-[0.6875rem] text-white tabular-nums"
        >
          {count > 99 ? '99+' : count}
        </span>
      ) : null}
    </button>
  );
  const footer =
    cart.data && lines.length > 0 ? (
      <>
        <p className="flex items-baseline justify-between font-medium">
          <span>{t('subtotal')}</span>
          <Price minor={cart.data.subtotalMinor} currency={cart.data.currency} className="text-lg" />
        </p>
        <p className="mt-1 mb-4 text-muted text-sm">
          {t(cart.data.taxDisplay === 'exclusive' ? 'taxExcluded' : 'shippingLater')}
        </p>
        <div className="grid gap-2.5">
          <ButtonLink href="/checkout" size="large" onClick={close}>
            {t('checkout')}
          </ButtonLink>
          <ButtonLink href="/cart" variant="secondary" onClick={close}>
            {t('view')}
          </ButtonLink>
        </div>
      </>
    ) : null;
  return (
    <>
      <Drawer open={cartOpen} onOpenChange={setCartOpen} trigger={button} title={t('title')} footer={footer}>
        {cart.isPending ? (
          <p className="flex items-center gap-3 py-8 text-muted">
            <Spinner /> {t('fetching')}
          </p>
        ) : null}
        {cart.error ? (
          <div className="grid gap-4 py-5">
            <Alert tone="error">{cart.error.message}</Alert>
            <Button variant="secondary" busy={cart.isFetching} onClick={() => void cart.refetch()}>
              {t('tryAgain')}
            </Button>
          </div>
        ) : null}
        {cart.data ? <CartLines lines={lines} currency={cart.data.currency} onLeave={close} /> : null}
        {cart.data && lines.length === 0 ? (
          <div className="grid justify-items-start gap-5 py-10">
            <p className="display text-3xl">{t('empty')}</p>
            <p className="text-muted">{t('emptyText')}</p>
            <Button variant="secondary" onClick={close}>
              {t('keepLooking')}
            </Button>
          </div>
        ) : null}
      </Drawer>
      <p aria-live="polite" className="sr-only">
        {cart.data && count > 0 ? t('announced', { count }) : ''}
      </p>
    </>
  );
}
