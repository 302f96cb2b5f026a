import type { Metadata } from 'next';
import { CheckoutForm } from '#components/checkout/checkout-form.tsx';
import { defaultMarket } from '#lib/markets/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Checkout', robots: { index: false } };

export default function CheckoutPage() {
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const named = defaultMarket.shipsTo
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return (
    <>
      <h1 className="display mb-10 text-title">Checkout</h1>
      <CheckoutForm countries={named} />
    </>
  );
}
