import type { Metadata } from 'next';
import { History } from '#components/admin/history.tsx';
import { PageHeading } from '#components/admin/parts.tsx';
import { SynonymsEditor } from '#components/admin/synonyms-editor.tsx';
import { historyOf } from '#lib/audit/index.ts';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';
import { listSynonyms } from '#lib/search/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Search words' };

export default async function SynonymsPage() {
  const staff = await requireStaff('/admin/synonyms', 'catalogue.view');
  const [{ groups, version }, history] = await Promise.all([listSynonyms(), historyOf('search:synonyms')]);
  return (
    <>
      <PageHeading title="Search words">
        <span className="text-(--a-muted) text-xs">
          Who looks for one word of a group finds what has any of them.
        </span>
      </PageHeading>
      <div className="grid gap-4">
        <SynonymsEditor
          groups={groups.map(({ words }) => words)}
          version={version}
          mayEdit={may(staff.role, 'catalogue.edit')}
        />
        <History currency={env.SHOP_CURRENCY} entries={history} />
      </div>
    </>
  );
}
