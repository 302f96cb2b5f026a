import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { AuditTable } from '#components/admin/audit-table.tsx';
import { Day } from '#components/admin/day.tsx';
import { buttonClass, inputClass, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { type AuditFilter, listActors, listAudit } from '#lib/audit/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { type DayRange, env } from '#lib/platform/index.ts';
import { readDays } from '../../../../api/admin/days.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Audit log' };

const kinds = [
  'product',
  'variant',
  'category',
  'rule',
  'cms',
  'order',
  'review',
  'setting',
  'staff',
  'redirect',
  'synonym',
  'import',
  'export',
] as const;

// What is no text is kept as one, so that it is refused by its words and not left out unseen.
const day = z.string().catch(({ input }) => (input === undefined ? '' : String(input)));
const querySchema = z.object({
  kind: z.enum(kinds).or(z.literal('')).catch(''),
  actor: z.string().max(254).catch(''),
  from: day,
  to: day,
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .catch(''),
});
/** Cancels its order every minute: seen when asked for, and among all the others never. */
const monitor = 'synthetic-monitor';

type Query = z.infer<typeof querySchema>;

function filterOf({ kind, actor, before }: Query, { from, until }: DayRange): AuditFilter {
  return {
    ...(kind ? { kind } : {}),
    ...(actor ? { actor } : { notActor: monitor }),
    ...(from ? { from } : {}),
    ...(until ? { to: until } : {}),
    ...(before ? { beforeId: BigInt(before) } : {}),
  };
}

const address = (query: Partial<Query>) => {
  const given = Object.entries(query).filter(([, value]) => value);
  return given.length > 0 ? `/admin/audit?${new URLSearchParams(given)}` : '/admin/audit';
};

export default async function AuditPage({ searchParams }: { searchParams: Promise<object> }) {
  const query = querySchema.parse(await searchParams);
  await requireStaff(address(query), 'audit.view');
  const days = readDays(query);
  const [list, actors] = await Promise.all([
    days.ok ? listAudit(filterOf(query, days.value)) : null,
    listActors(),
  ]);
  const filtered = Boolean(query.kind || query.actor || query.from || query.to);
  return (
    <>
      <PageHeading title="Audit log">
        <span className="text-xs text-(--a-muted)">
          every change, newest first; those of the synthetic monitor under Who
        </span>
      </PageHeading>
      <search>
        <form
          action="/admin/audit"
          className="mb-3 grid grid-cols-2 items-end gap-2 md:grid-cols-[1fr_1fr_auto_auto_auto]"
        >
          <label>
            <span className="mb-1 block text-xs text-(--a-muted)">Who</span>
            <select name="actor" defaultValue={query.actor} className={inputClass}>
              <option value="">Anybody but the monitor</option>
              {actors.map((actor) => (
                <option key={actor} value={actor}>
                  {actor.replace(/^staff:/, '')}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span className="mb-1 block text-xs text-(--a-muted)">What</span>
            <select name="kind" defaultValue={query.kind} className={inputClass}>
              <option value="">Anything</option>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {kind === 'cms' ? 'text' : kind}
                </option>
              ))}
            </select>
          </label>
          <Day name="from" label="From" value={query.from} />
          <Day name="to" label="To" value={query.to} />
          <button type="submit" className={buttonClass}>
            Filter
          </button>
        </form>
      </search>
      {list ? (
        <Panel>
          <AuditTable
            currency={env.SHOP_CURRENCY}
            entries={list.entries}
            empty={filtered ? 'No change fits.' : 'Nothing was changed yet.'}
          />
        </Panel>
      ) : null}
      {days.ok ? null : (
        <Notice tone="bad" title="These days are not right">
          {days.error}
        </Notice>
      )}
      <p className="mt-3 text-xs text-(--a-muted)">From and To are whole days in {env.SHOP_TIME_ZONE}.</p>
      <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
        {query.before ? (
          <Link className={buttonClass} href={address({ ...query, before: '' })} prefetch={false}>
            Newest
          </Link>
        ) : null}
        {list?.next ? (
          <Link
            className={buttonClass}
            href={address({ ...query, before: list.next })}
            prefetch={false}
            rel="next"
          >
            Earlier
          </Link>
        ) : null}
      </nav>
    </>
  );
}
