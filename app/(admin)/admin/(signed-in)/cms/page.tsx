import type { Metadata } from 'next';
import Link from 'next/link';
import { Badge, Empty, linkClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { listCmsBlocks } from '#lib/catalogue/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Texts' };

export default async function CmsPage() {
  await requireStaff('/admin/cms', 'content.view');
  const blocks = await listCmsBlocks();
  return (
    <>
      <PageHeading title="Texts" />
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
                {block.title}
              </Link>
              <span className="text-xs text-(--a-muted)">{block.key}</span>
              <span className="ml-auto">
                <Badge tone={block.draftHtml === null ? 'quiet' : 'warn'}>
                  {block.draftHtml === null ? 'published' : 'draft waits'}
                </Badge>
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
