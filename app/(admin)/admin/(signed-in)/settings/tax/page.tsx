import type { Metadata } from 'next';
import { PageHeading } from '#components/admin/parts.tsx';
import { TaxEditor } from '#components/admin/tax-editor.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { getRates } from '#lib/rates/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Tax' };

export default async function TaxPage() {
  const staff = await requireStaff('/admin/settings/tax', 'settings.view');
  const { tax, taxVersion } = await getRates();
  return (
    <>
      <PageHeading title="Tax">
        <span className="text-xs text-(--a-muted)">
          Rates in percent, by country or state. They are a start: have yours checked.
        </span>
      </PageHeading>
      <TaxEditor table={tax} version={taxVersion} editable={may(staff.role, 'settings.edit')} />
    </>
  );
}
