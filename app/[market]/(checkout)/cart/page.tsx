import type { Metadata } from 'next';
import { CartView } from '#components/checkout/cart-view.tsx';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Your cart', robots: { index: false } };

export default function CartPage() {
  return (
    <>
      <h1 className="display mb-8 text-title">Your cart</h1>
      <CartView />
    </>
  );
}
