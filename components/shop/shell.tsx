import type { ReactNode } from 'react';
import type { CategoryNode, CmsBlock } from '#lib/catalogue/index.ts';
import type { Market } from '#lib/markets/index.ts';
import { Footer } from './footer.tsx';
import { FrameLink } from './frame-link.tsx';
import { Freshness } from './freshness.tsx';
import { Header } from './header.tsx';
import type { Frame, Storefront } from './storefront.ts';

/** Header, footer and the landmarks of every page of the shop. */
export function ShopShell({
  storefront,
  markets,
  frame,
  navigation,
  about,
  children,
}: {
  storefront: Storefront;
  markets: readonly Market[];
  frame: Frame;
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
      {frame.announcement ? (
        <p className="bg-hull px-4 py-2 text-center text-on-hull text-sm [overflow-wrap:anywhere] print:hidden">
          {frame.announcement.href === '' ? (
            frame.announcement.text
          ) : (
            <FrameLink
              link={{ title: frame.announcement.text, href: frame.announcement.href }}
              className="inline-block py-0.5 underline underline-offset-4"
            />
          )}
        </p>
      ) : null}
      <Header storefront={storefront} frame={frame} navigation={navigation} />
      <main id="content" tabIndex={-1} className="min-h-[60vh] outline-none">
        {children}
      </main>
      <Freshness />
      <Footer storefront={storefront} markets={markets} frame={frame} navigation={navigation} about={about} />
    </>
  );
}
