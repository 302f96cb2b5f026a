import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from '#components/shop/logo.tsx';
import { Providers } from '#components/shop/providers.tsx';
import { env } from '#lib/platform/index.ts';

/** Cart, checkout and orders: a quiet frame without distractions. Never cached. */
export default function CheckoutLayout({ children }: { children: ReactNode }) {
  return (
    <Providers>
      <header className="border-line border-b">
        <div className="wrap flex min-h-18 items-center justify-between">
          <Link href="/" prefetch={false}>
            <Logo name={env.SHOP_NAME} />
          </Link>
          <Link href="/" prefetch={false} className="text-muted text-sm hover:text-ink hover:underline">
            Continue shopping
          </Link>
        </div>
      </header>
      <main className="wrap py-10 md:py-14">{children}</main>
    </Providers>
  );
}
