import type { ReactNode } from 'react';
import type { CategoryNode, CmsBlock } from '#lib/catalogue/index.ts';
import { Footer } from './footer.tsx';
import { Freshness } from './freshness.tsx';
import { Header } from './header.tsx';
import { Providers } from './providers.tsx';

/** Header, footer and the landmarks of every page of the shop. */
export function ShopShell({
  shopName,
  navigation,
  about,
  children,
}: {
  shopName: string;
  navigation: CategoryNode[];
  about: CmsBlock | null;
  children: ReactNode;
}) {
  return (
    <Providers>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-full focus:bg-ink focus:px-5 focus:py-3 focus:text-paper"
      >
        Skip to content
      </a>
      <Header shopName={shopName} navigation={navigation} />
      <main id="content" tabIndex={-1} className="min-h-[60vh] outline-none">
        {children}
      </main>
      <Freshness />
      <Footer shopName={shopName} navigation={navigation} about={about} />
    </Providers>
  );
}
