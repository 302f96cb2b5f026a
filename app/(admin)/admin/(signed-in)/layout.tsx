import type { ReactNode } from 'react';
import { Shell } from '#components/admin/shell.tsx';
import { currentStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';

/** The frame only: each page guards itself, since Next keeps a layout while pages change. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const staff = await currentStaff();
  return (
    <Shell shopName={env.SHOP_NAME} staff={staff.ok ? staff.value : null}>
      {children}
    </Shell>
  );
}
