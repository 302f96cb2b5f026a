import type { Metadata } from 'next';
import { ImportPanel } from '#components/admin/import-panel.tsx';
import { linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Import and export' };

export default async function ImportPage() {
  const staff = await requireStaff('/admin/import', 'catalogue.view');
  return (
    <>
      <PageHeading title="Import and export" />
      <div className="grid gap-4">
        {may(staff.role, 'catalogue.import') ? <ImportPanel /> : null}
        <Panel title="Export">
          <ul className="grid gap-3 p-4">
            <li>
              <a className={linkClass} href="/api/admin/export" download>
                Every product, whole (NDJSON)
              </a>
              <p className="text-(--a-muted)">
                A line of JSON for each product, with variants, stock and prices in every currency. Imported
                again it changes nothing.
              </p>
            </li>
            <li>
              <a className={linkClass} href="/api/admin/prices/csv" download>
                Every price (CSV)
              </a>
              <p className="text-(--a-muted)">
                To change in a spreadsheet and send back under “Many prices”.
              </p>
            </li>
          </ul>
        </Panel>
      </div>
    </>
  );
}
