import '#components/admin/admin.css';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { env } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: { default: `${env.SHOP_NAME} admin`, template: `%s · ${env.SHOP_NAME} admin` },
  robots: { index: false, follow: false },
};

export default function AdminLayout({ children }: { children: ReactNode }) {
  return <div className="admin">{children}</div>;
}
