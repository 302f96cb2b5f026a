import type { Metadata } from 'next';
import Link from 'next/link';
import { NewText } from '#components/admin/new-text.tsx';
import { Badge, Empty, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { checkLinks, listCmsBlocks } from '#lib/catalogue/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Texts' };

export default async function CmsPage() {
  const staff = await requireStaff('/admin/cms', 'content.view');
  const blocks = await listCmsBlocks();
  const pathOf = (key: string) => `/pages/${encodeURIComponent(key)}`;
  const troubles = await checkLinks(blocks.map(({ key }) => pathOf(key)));
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const lacking = (key: string) => {
    const trouble = troubles.get(pathOf(key));
    return trouble?.kind === 'untranslated' ? trouble.locales.map((locale) => names.of(locale)) : [];
  };
  return (
    <>
      <PageHeading title="Texts" />
      {may(staff.role, 'content.edit') ? (
        <div className="mb-4">
          <NewText />
        </div>
      ) : null}
      <Panel>
        {blocks.length === 0 ? <Empty>No text yet.</Empty> : null}
        <ul>
          {blocks.map((block) => (
            <li
              key={block.key}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-(--a-line) px-4 py-2.5 last:border-b-0"
            >
              <Link
                href={`/admin/cms/${encodeURIComponent(block.key)}`}
                prefetch={false}
                className={`${linkClass} font-medium`}
              >
                {block.draftTitle ?? block.title}
              </Link>
              <span className="text-xs text-(--a-muted)">{block.key}</span>
              <span className="ml-auto flex flex-wrap gap-1">
                {lacking(block.key).map((language) => (
                  <Badge key={language} tone="quiet">
                    not in {language}
                  </Badge>
                ))}
                <Badge tone={block.published && block.draftHtml === null ? 'quiet' : 'warn'}>
                  {!block.published
                    ? 'not published'
                    : block.draftHtml === null
                      ? 'published'
                      : 'draft waits'}
                </Badge>
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
