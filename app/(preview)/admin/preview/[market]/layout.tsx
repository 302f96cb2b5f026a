import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import ShopLayout from '../../../../[market]/(shop)/layout.tsx';
import MarketLayout from '../../../../[market]/layout.tsx';

export { viewport } from '../../../../[market]/layout.tsx';

export const metadata: Metadata = { title: 'Preview', robots: { index: false, follow: false } };

/** The shop's own clothes around what only staff see. Each page guards itself; below /admin nothing is kept by any cache. */
export default function PreviewLayout({ children }: { children: ReactNode }) {
  return (
    <MarketLayout>
      <ShopLayout>{children}</ShopLayout>
    </MarketLayout>
  );
}
