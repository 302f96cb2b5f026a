import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Vitals } from '#components/shop/vitals.tsx';
import { MarketProvider } from '#components/ui/market.tsx';
import { SoftLinks } from '#components/ui/soft-links.tsx';
import { Words } from '#components/ui/words.tsx';
import { messagesFor } from '#lib/i18n/index.ts';
import { env } from '#lib/platform/index.ts';
import { fonts } from '../fonts.ts';
import { storefront } from './storefront.ts';
import '../globals.css';

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f8f4eb' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1823' },
  ],
};

export async function generateMetadata(): Promise<Metadata> {
  const { market, t } = await storefront();
  return {
    metadataBase: new URL(env.SHOP_URL),
    title: { default: `${env.SHOP_NAME} – ${t('shell.tagline')}`, template: `%s – ${env.SHOP_NAME}` },
    description: t('shell.description'),
    icons: { icon: '/favicon.svg' },
    openGraph: { siteName: env.SHOP_NAME, type: 'website', locale: market.languageTag.replace('-', '_') },
  };
}

/** The root of shop and checkout, in the language of the market. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { market } = await storefront();
  const { code, pathPrefix, locale, languageTag, currency, taxDisplay } = market;
  return (
    <html lang={languageTag} className={`shop ${fonts}`}>
      <body>
        <Words languageTag={languageTag} messages={messagesFor(locale, ['cart', 'problems', 'shell'])}>
          <MarketProvider market={{ code, pathPrefix, locale, languageTag, currency, taxDisplay }}>
            <SoftLinks />
            <div className="frame">{children}</div>
            <Vitals />
          </MarketProvider>
        </Words>
      </body>
    </html>
  );
}
