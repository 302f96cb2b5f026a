'use client';

import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { Price } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';
import { CartLines } from './cart-lines.tsx';
import { setCartOpen } from './cart-open.ts';
import { useCart } from './use-cart.ts';

/** The cart in a drawer. */
export function CartPanel({ open }: { open: boolean }) {
  const t = useTranslations('cart');
  const cart = useCart();
  const lines = cart.data?.lines ?? [];
  const close = () => setCartOpen(false);
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
    <Drawer open={open} onOpenChange={setCartOpen} title={t('title')} footer={footer}>
      {cart.data || cart.error ? null : (
        <p className="flex items-center gap-3 py-8 text-muted">
          <Spinner /> {t('fetching')}
        </p>
      )}
      {cart.error ? (
        <div className="grid gap-4 py-5">
          <Alert tone="error">{cart.error.message}</Alert>
          <Button variant="secondary" busy={cart.isFetching} onClick={cart.refetch}>
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
  );
}
