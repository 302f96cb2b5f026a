import '../globals.css';
import '#components/admin/admin.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { env } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';

export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export const metadata: Metadata = {
  metadataBase: new URL(env.SHOP_URL),
  icons: { icon: '/favicon.svg' },
  title: { default: `${env.SHOP_NAME} admin`, template: `%s · ${env.SHOP_NAME} admin` },
  robots: { index: false, follow: false },
};

export default function AdminLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <div className="admin frame">{children}</div>
      </body>
    </html>
  );
}
