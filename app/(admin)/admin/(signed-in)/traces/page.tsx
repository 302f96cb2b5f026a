import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { Choice } from '#components/admin/choice.tsx';
import { buttonClass, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { SearchBar } from '#components/admin/search-bar.tsx';
import { TroubledTraces } from '#components/admin/troubled-traces.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';
import { findTroubles } from '#lib/tracing/index.ts';
import { searchText } from '../search-text.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Slow and failed traces' };

const services = ['web', 'worker', 'edge', 'varnish', 'browser'] as const;
const seconds = ['1', '2.5', '5', '10'] as const;
const querySchema = z.object({
  q: searchText,
  service: z.enum(services).optional().catch(undefined),
  how: z.literal('failed').optional().catch(undefined),
  slower: z.enum(seconds).optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
});
type Query = z.infer<typeof querySchema>;

function address({ q, service, how, slower }: Query, before: number | undefined): string {
  const query = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(service ? { service } : {}),
    ...(how ? { how } : {}),
    ...(slower ? { slower } : {}),
    ...(before ? { before: String(before) } : {}),
  });
  return query.size > 0 ? `/admin/traces?${query}` : '/admin/traces';
}

/** What took long or failed lately, to begin from when somebody says that the shop was slow. */
export default async function TracesPage({ searchParams }: { searchParams: Promise<object> }) {
  const query = querySchema.parse(await searchParams);
  await requireStaff(address(query, query.before), 'orders.view');
  const { q, service, how, slower, before } = query;
  const slowerThanUs = slower ? Number(slower) * 1e6 : undefined;
  const filter = { name: q, service, failed: how === 'failed', slowerThanUs, before };
  const { traces, before: older } = await findTroubles(filter);
  const filtered = Boolean(q || service || how || slower || before);
  return (
    <>
      <PageHeading title="Slow and failed traces" />
      <p className="mb-3 max-w-prose text-(--a-muted)">
        Requests and deliveries that took over a second or failed in the last {env.TRACE_DAYS} days. Of what
        moves an order all steps are known; of other requests those of {Math.round(env.TRACE_RATIO * 100)} in
        a hundred.
      </p>
      {env.TRACING === 'off' ? (
        <div className="mb-3">
          <Notice tone="warn" title="Tracing is switched off">
            TRACING=on switches it on.
          </Notice>
        </div>
      ) : null}
      <SearchBar action="/admin/traces" label="A part of the route or the delivery" q={q}>
        <div className="grid min-w-0 flex-1 basis-full grid-cols-2 gap-2 md:flex md:flex-none md:basis-auto">
          <Choice
            name="service"
            label="Process"
            value={service ?? ''}
            any="Any process"
            options={services.map((one) => [one, one])}
            narrow
          />
          <Choice
            name="slower"
            label="How slow"
            value={slower ?? ''}
            any="Slow or failed"
            options={seconds.map((one) => [one, `over ${one} s`])}
            narrow
          />
          <Choice
            name="how"
            label="Outcome"
            value={how ?? ''}
            any="Any outcome"
            options={[['failed', 'failed only']]}
            narrow
          />
        </div>
      </SearchBar>
      <Panel>
        <TroubledTraces
          traces={traces}
          empty={filtered ? 'No trace fits.' : 'Nothing was slow, and nothing failed.'}
        />
      </Panel>
      <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
        {before ? (
          <Link className={buttonClass} href={address(query, undefined)} prefetch={false}>
            Newest
          </Link>
        ) : null}
        {older ? (
          <Link className={buttonClass} href={address(query, older)} prefetch={false} rel="next">
            Older
          </Link>
        ) : null}
      </nav>
    </>
  );
}
