import type { ReactNode } from 'react';
import { LegalLinks } from '#components/shop/frame-link.tsx';
import { Logo } from '#components/shop/logo.tsx';
import { MarketLink } from '#components/ui/market.tsx';
import { getSettings } from '#lib/settings/index.ts';
import { frameOf } from '../frame.ts';
import { storefront } from '../storefront.ts';

/** Cart, checkout and orders: a quiet frame without distractions. Never cached. */
export default async function CheckoutLayout({ children }: { children: ReactNode }) {
  const { market, t } = await storefront();
  const { name, legal } = frameOf(await getSettings(), market.locale);
  return (
    <>
      <header className="border-line border-b">
        <div className="wrap flex min-h-18 items-center justify-between">
          <MarketLink href="/">
            <Logo name={name} />
          </MarketLink>
          <MarketLink href="/" className="text-muted text-sm hover:text-ink hover:underline">
            {t('checkout.continueShopping')}
          </MarketLink>
        </div>
      </header>
      {/* The footer begins below the first screen: what comes later does not push it. */}
      <main className="wrap min-h-[calc(100svh-4.5rem)] py-10 md:py-14">{children}</main>
      {legal.length > 0 ? (
        <footer className="wrap border-line border-t py-6 text-muted">
          <LegalLinks links={legal} label={t('shell.legal')} />
        </footer>
      ) : null}
    </>
  );
}
