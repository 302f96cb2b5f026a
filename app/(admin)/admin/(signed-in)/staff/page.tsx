import type { Metadata } from 'next';
import { History } from '#components/admin/history.tsx';
import { PageHeading } from '#components/admin/parts.tsx';
import { StaffManager } from '#components/admin/staff-manager.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { getSecondFactorPolicy, listStaff } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Staff' };

export default async function StaffPage() {
  const me = await requireStaff('/admin/staff', 'staff.manage');
  const [staff, required] = await Promise.all([listStaff(), getSecondFactorPolicy()]);
  const subjects = [...staff.map(({ id }) => `staff:${id}`), 'setting:staff.second_factor'];
  return (
    <>
      <PageHeading title="Staff" />
      <div className="grid gap-4">
        <StaffManager staff={staff} me={me.id} required={required} />
        <History currency={env.SHOP_CURRENCY} entries={await historyOf(...subjects)} />
      </div>
    </>
  );
}
