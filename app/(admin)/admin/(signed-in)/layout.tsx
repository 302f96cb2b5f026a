import type { ReactNode } from 'react';
import { Shell } from '#components/admin/shell.tsx';
import { permissionsOf } from '#lib/auth/index.ts';
import { currentSession } from '#lib/auth/next-session.ts';
import { getSettings } from '#lib/settings/index.ts';

/** The frame only: each page guards itself, since Next keeps a layout while pages change. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const session = await currentSession();
  const current = session.ok ? session.value : null;
  // Until a second factor that must be is set up, there is only one page.
  const allowed = current && !current.mustEnrol ? permissionsOf(current.staff.role) : [];
  return (
    <Shell shopName={(await getSettings()).name} staff={current?.staff ?? null} allowed={allowed}>
      {children}
    </Shell>
  );
}
