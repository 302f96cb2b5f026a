import type { Metadata } from 'next';
import { PageHeading } from '#components/admin/parts.tsx';
import { ShippingEditor } from '#components/admin/shipping-editor.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { markets } from '#lib/markets/index.ts';
import { getRates } from '#lib/rates/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Shipping' };

export default async function ShippingPage() {
  const staff = await requireStaff('/admin/settings/shipping', 'settings.view');
  const { zones, shippingVersion } = await getRates();
  return (
    <>
      <PageHeading title="Shipping">
        <span className="text-xs text-(--a-muted)">The first zone that fits an address decides.</span>
      </PageHeading>
      <ShippingEditor
        zones={zones}
        version={shippingVersion}
        currencies={[...new Set(markets.map(({ currency }) => currency))]}
        editable={may(staff.role, 'settings.edit')}
      />
    </>
  );
}
