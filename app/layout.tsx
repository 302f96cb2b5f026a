import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { env } from '#lib/platform/index.ts';
import './globals.css';

export const metadata: Metadata = {
  metadataBase: new URL(env.SHOP_URL),
  title: {
    default: `${env.SHOP_NAME} – things for boats, harbours and slow mornings`,
    template: `%s – ${env.SHOP_NAME}`,
  },
  description: 'Well-made things for boats, harbours and slow mornings.',
  icons: { icon: '/favicon.svg' },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, themeColor: '#f8f4eb' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <div className="frame">{children}</div>
      </body>
    </html>
  );
}
