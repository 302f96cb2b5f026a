import type { Metadata } from 'next';
import {
  buttonClass,
  cellClass,
  Empty,
  headCellClass,
  inputClass,
  PageHeading,
  Panel,
} from '#components/admin/parts.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { countPendingInvalidations, findPurges, readLayers, readTagsOf } from '#lib/cache/index.ts';
import { shopTime } from '../shop-time.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Page cache' };

const purgesShown = 50;
const tagsShown = 6;

const rate = (hits: number, misses: number) =>
  hits + misses === 0 ? 'no requests yet' : `${((hits / (hits + misses)) * 100).toFixed(1)} %`;
const count = (value: number) => value.toLocaleString('en');
/** How well pages are kept, what was purged lately and why, and what a page depends on. */
export default async function CachePage({ searchParams }: { searchParams: Promise<{ path?: string }> }) {
  await requireStaff('/admin/cache', 'content.view');
  const { path = '' } = await searchParams;
  const [layers, purges, pending, page] = await Promise.all([
    readLayers(),
    findPurges(purgesShown),
    countPendingInvalidations(),
    path ? readTagsOf(path) : null,
  ]);
  return (
    <>
      <PageHeading title="Page cache">
        <span className="text-xs text-(--a-muted)">
          {pending === 0 ? 'Every change is on the pages' : `${pending} changes wait for their purge`}
        </span>
      </PageHeading>
      <Panel>
        <table className="w-full">
          <thead>
            <tr>
              <th className={headCellClass}>Layer</th>
              <th className={`${headCellClass} text-right`}>Hit rate</th>
              <th className={`${headCellClass} text-right`}>Hits</th>
              <th className={`${headCellClass} text-right`}>Misses</th>
              <th className={`${headCellClass} max-md:hidden`} />
            </tr>
          </thead>
          <tbody>
            {layers.map(({ name, hits, misses, objects, note }) => (
              <tr key={name} className="border-t border-(--a-line)">
                <td className={cellClass}>{name}</td>
                <td className={`${cellClass} text-right tabular-nums`}>{rate(hits, misses)}</td>
                <td className={`${cellClass} text-right tabular-nums`}>{count(hits)}</td>
                <td className={`${cellClass} text-right tabular-nums`}>{count(misses)}</td>
                <td className={`${cellClass} text-(--a-muted) max-md:hidden`}>
                  {objects === null ? note : `${count(objects)} objects, ${note}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <h2 className="mt-8 mb-3 font-medium">What a page depends on</h2>
      <Panel>
        <form className="flex gap-2 p-3">
          <input
            name="path"
            defaultValue={path}
            placeholder="/p/enamel-mug"
            aria-label="Address of a page"
            className={`${inputClass} flex-1`}
          />
          <button type="submit" className={buttonClass}>
            Show tags
          </button>
        </form>
        {path && !page ? <Empty>That address starts with a slash, or Varnish did not answer.</Empty> : null}
        {page ? (
          <div className="border-t border-(--a-line) p-3">
            <p className="text-(--a-muted)">
              Status {page.status}, {page.cache.toLowerCase()}, {page.tags.length} tags
            </p>
            <p className="mt-2 break-words font-mono text-xs leading-6">{page.tags.join('  ')}</p>
          </div>
        ) : null}
      </Panel>
      <h2 className="mt-8 mb-3 font-medium">Latest purges</h2>
      <Panel>
        {purges.length === 0 ? (
          <Empty>Nothing was purged yet.</Empty>
        ) : (
          <table className="w-full">
            <thead className="max-md:sr-only">
              <tr>
                <th className={headCellClass}>When</th>
                <th className={headCellClass}>Why</th>
                <th className={headCellClass}>Tags</th>
                <th className={`${headCellClass} text-right`}>Pages</th>
                <th className={`${headCellClass} text-right`}>Took</th>
              </tr>
            </thead>
            <tbody>
              {purges.map(({ id, purgedAt, reasons, tagNames, pages, durationMs }) => (
                <tr key={id} className="border-t border-(--a-line) align-top">
                  <td className={`${cellClass} whitespace-nowrap tabular-nums`}>{shopTime(purgedAt)}</td>
                  <td className={cellClass}>{reasons.join(', ')}</td>
                  <td className={`${cellClass} max-w-md break-all font-mono text-xs max-md:hidden`}>
                    {tagNames.slice(0, tagsShown).join('  ')}
                    {tagNames.length > tagsShown ? `  and ${tagNames.length - tagsShown} more` : ''}
                  </td>
                  <td className={`${cellClass} text-right tabular-nums`}>{count(pages)}</td>
                  <td className={`${cellClass} whitespace-nowrap text-right tabular-nums`}>
                    {durationMs} ms
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
    </>
  );
}
