import type { ReactNode } from 'react';
import type { CategoryNode, CmsBlock } from '#lib/catalogue/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { Footer } from './footer.tsx';
import { Freshness } from './freshness.tsx';
import { Header } from './header.tsx';
import type { Storefront } from './storefront.ts';

/** Header, footer and the landmarks of every page of the shop. */
export function ShopShell({
  storefront,
  markets,
  shopName,
  navigation,
  about,
  children,
}: {
  storefront: Storefront;
  markets: readonly Market[];
  shopName: string;
  navigation: CategoryNode[];
  about: CmsBlock | null;
  children: ReactNode;
}) {
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-full focus:bg-ink focus:px-5 focus:py-3 focus:text-paper"
      >
        {storefront.t('shell.skip')}
      </a>
      <Header storefront={storefront} shopName={shopName} navigation={navigation} />
      <main id="content" tabIndex={-1} className="min-h-[60vh] outline-none">
        {children}
      </main>
      <Freshness />
      <Footer
        storefront={storefront}
        markets={markets}
        shopName={shopName}
        navigation={navigation}
        about={about}
      />
    </>
  );
}
