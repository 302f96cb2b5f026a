import type { ReactNode } from 'react';
import { Logo } from '#components/shop/logo.tsx';
import { MarketLink } from '#components/ui/market.tsx';
import { env } from '#lib/platform/index.ts';
import { storefront } from '../storefront.ts';

/** Cart, checkout and orders: a quiet frame without distractions. Never cached. */
export default async function CheckoutLayout({ children }: { children: ReactNode }) {
  const { t } = await storefront();
  return (
    <>
      <header className="border-line border-b">
        <div className="wrap flex min-h-18 items-center justify-between">
          <MarketLink href="/">
            <Logo name={env.SHOP_NAME} />
          </MarketLink>
          <MarketLink href="/" className="text-muted text-sm hover:text-ink hover:underline">
            {t('checkout.continueShopping')}
          </MarketLink>
        </div>
      </header>
      <main className="wrap py-10 md:py-14">{children}</main>
    </>
  );
}
