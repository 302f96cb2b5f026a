'use client';

import { CartLines } from '../shop/cart-lines.tsx';
import { CouponField } from '../shop/coupon-field.tsx';
import { useCart } from '../shop/use-cart.ts';
import { Alert } from '../ui/alert.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Price } from '../ui/price.tsx';
import { Spinner } from '../ui/spinner.tsx';

export function CartView() {
  const { data: cart, error, refetch } = useCart();
  if (error) {
    return (
      <div className="grid max-w-xl justify-items-start gap-5">
        <Alert tone="error" title={error.message} />
        <Button variant="secondary" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  if (!cart) return <Spinner className="size-6" />;
  if (cart.lines.length === 0) {
    return (
      <div className="grid justify-items-start gap-5">
        <p className="text-lg text-muted">There is nothing in it yet.</p>
        <ButtonLink href="/">Look around</ButtonLink>
      </div>
    );
  }
  const blocked = cart.lines.some(({ available }) => !available);
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[1.6fr_1fr] lg:gap-14">
      <CartLines lines={cart.lines} currency={cart.currency} />
      <Card className="lg:sticky lg:top-28">
        <p className="flex justify-between font-semibold text-lg">
          <span>Subtotal</span>
          <Price minor={cart.subtotalMinor} currency={cart.currency} />
        </p>
        <p className="mt-1 text-muted text-sm">Prices include tax. Delivery is added at checkout.</p>
        <CouponField coupon={cart.coupon} problem={cart.couponProblem} currency={cart.currency} />
        {blocked ? (
          <p className="mt-5 text-bad text-sm">Change or remove what is not available to go on.</p>
        ) : (
          <ButtonLink href="/checkout" size="large" className="mt-5 w-full">
            Checkout
          </ButtonLink>
        )}
      </Card>
    </div>
  );
}
