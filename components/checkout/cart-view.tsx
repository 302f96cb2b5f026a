'use client';

import { lazy, Suspense } from 'react';
import { CartLines } from '../shop/cart-lines.tsx';
import { CouponField } from '../shop/coupon-field.tsx';
import { useCart } from '../shop/use-cart.ts';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Price } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useTranslations } from '../ui/words.tsx';
import type { Country } from './address-fields.tsx';
import { ShippingEstimate } from './shipping-estimate.tsx';

const CartSaved = lazy(async () => ({ default: (await import('../shop/cart-saved.tsx')).CartSaved }));

export function CartView({ countries }: { countries: readonly Country[] }) {
  const t = useTranslations('cart');
  const { data: cart, error, refetch } = useCart();
  if (error) {
    return (
      <div className="grid max-w-xl justify-items-start gap-5">
        <Alert tone="error" title={error.message} />
        <Button variant="secondary" onClick={refetch}>
          {t('tryAgain')}
        </Button>
      </div>
    );
  }
  if (!cart) return <Spinner className="size-6" />;
  const blocked = cart.lines.some(({ available }) => !available);
  const empty = cart.lines.length === 0;
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[1.6fr_1fr] lg:gap-14">
      <div>
        {empty ? (
          <div className="grid justify-items-start gap-5">
            <p className="text-lg text-muted">{t('empty')}</p>
            <ButtonLink href="/">{t('lookAround')}</ButtonLink>
          </div>
        ) : null}
        <CartLines lines={cart.lines} currency={cart.currency} />
        {cart.saved.length > 0 ? (
          <Suspense>
            <CartSaved saved={cart.saved} currency={cart.currency} />
          </Suspense>
        ) : null}
      </div>
      {empty ? null : (
        <Card className="lg:sticky lg:top-28">
          <p className="flex justify-between font-semibold text-lg">
            <span>{t('subtotal')}</span>
            <Price minor={cart.subtotalMinor} currency={cart.currency} />
          </p>
          <p className="mt-1 text-muted text-sm">
            {t(cart.taxDisplay === 'exclusive' ? 'taxExcluded' : 'shippingLater')}
          </p>
          <CouponField coupon={cart.coupon} problem={cart.couponProblem} currency={cart.currency} />
          {blocked ? (
            <p className="mt-5 text-bad text-sm">{t('blocked')}</p>
          ) : (
            <>
              <ShippingEstimate countries={countries} cart={`${cart.subtotalMinor}-${cart.count}`} />
              <ButtonLink href="/checkout" size="large" className="mt-5 w-full">
                {t('checkout')}
              </ButtonLink>
            </>
          )}
        </Card>
      )}
    </div>
  );
}
