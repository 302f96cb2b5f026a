import type { Metadata } from 'next';
import { History } from '#components/admin/history.tsx';
import { PageHeading } from '#components/admin/parts.tsx';
import { ShopSettingsForm } from '#components/admin/shop-settings-form.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';
import { getSettingsForStaff } from '#lib/settings/index.ts';
import { locales } from '#lib/translations/index.ts';
import { linkTroubles } from '../../link-troubles.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Shop' };

export default async function ShopSettingsPage() {
  const staff = await requireStaff('/admin/settings/shop', 'settings.view');
  const [{ settings, version }, history] = await Promise.all([
    getSettingsForStaff(),
    historyOf('setting:shop'),
  ]);
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  return (
    <>
      <PageHeading title="Shop">
        <span className="text-(--a-muted) text-xs">Name, contact, announcement and links of every page.</span>
      </PageHeading>
      <div className="grid gap-4">
        <ShopSettingsForm
          settings={settings}
          version={version}
          languages={locales.map((locale) => ({ locale, name: names.of(locale) ?? locale }))}
          troubles={await linkTroubles(settings)}
          editable={may(staff.role, 'settings.edit')}
        />
        <History currency={env.SHOP_CURRENCY} entries={history} />
      </div>
    </>
  );
}
