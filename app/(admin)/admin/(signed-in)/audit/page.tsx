import type { Metadata } from 'next';
import Link from 'next/link';
import { z } from 'zod';
import { AuditTable } from '#components/admin/audit-table.tsx';
import { buttonClass, inputClass, PageHeading, Panel } from '#components/admin/parts.tsx';
import { type AuditFilter, listActors, listAudit } from '#lib/audit/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { env } from '#lib/platform/index.ts';
import { parseShopTime } from '#lib/promotions/index.ts';

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

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .catch('');
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

/** Midnight of a day in the shop's zone; undefined for no day. */
function midnight(text: string, plusDays = 0): Date | undefined {
  if (text === '') return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + plusDays);
  const parsed = parseShopTime(`${at.toISOString().slice(0, 10)}T00:00`, env.SHOP_TIME_ZONE);
  return parsed.ok ? parsed.value : undefined;
}

function filterOf({ kind, actor, from, to, before }: Query): AuditFilter {
  const [since, until] = [midnight(from), midnight(to, 1)];
  return {
    ...(kind ? { kind } : {}),
    ...(actor ? { actor } : { notActor: monitor }),
    ...(since ? { from: since } : {}),
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
  const [{ entries, next }, actors] = await Promise.all([listAudit(filterOf(query)), listActors()]);
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
          <label>
            <span className="mb-1 block text-xs text-(--a-muted)">From</span>
            <input type="date" name="from" defaultValue={query.from} className={inputClass} />
          </label>
          <label>
            <span className="mb-1 block text-xs text-(--a-muted)">To</span>
            <input type="date" name="to" defaultValue={query.to} className={inputClass} />
          </label>
          <button type="submit" className={buttonClass}>
            Filter
          </button>
        </form>
      </search>
      <Panel>
        <AuditTable
          currency={env.SHOP_CURRENCY}
          entries={entries}
          empty={filtered ? 'No change fits.' : 'Nothing was changed yet.'}
        />
      </Panel>
      <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
        {query.before ? (
          <Link className={buttonClass} href={address({ ...query, before: '' })} prefetch={false}>
            Newest
          </Link>
        ) : null}
        {next ? (
          <Link
            className={buttonClass}
            href={address({ ...query, before: next })}
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
