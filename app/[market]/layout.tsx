import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Vitals } from '#components/shop/vitals.tsx';
import { MarketProvider } from '#components/ui/market.tsx';
import { SoftLinks } from '#components/ui/soft-links.tsx';
import { Words } from '#components/ui/words.tsx';
import { tags } from '#lib/cache/index.ts';
import { dependsOn } from '#lib/cache/next-page.ts';
import { messagesFor } from '#lib/i18n/index.ts';
import { env } from '#lib/platform/index.ts';
import { getSettings, said } from '#lib/settings/index.ts';
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
  const { market } = await storefront();
  const { name, tagline, description } = await getSettings();
  const title = [name, said(tagline, market.locale)].filter(Boolean).join(' – ');
  await dependsOn(tags.settings());
  return {
    metadataBase: new URL(env.SHOP_URL),
    title: { default: title, template: `%s – ${name}` },
    description: said(description, market.locale) || undefined,
    icons: { icon: '/favicon.svg' },
    openGraph: { siteName: name, type: 'website', locale: market.languageTag.replace('-', '_') },
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
