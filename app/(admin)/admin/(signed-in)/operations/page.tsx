import type { Metadata } from 'next';
import Link from 'next/link';
import { Alerts } from '#components/admin/alerts.tsx';
import { Chart } from '#components/admin/chart.tsx';
import { KeepFresh } from '#components/admin/keep-fresh.tsx';
import { Badge, linkClass, Notice, PageHeading } from '#components/admin/parts.tsx';
import { requireStaff } from '#lib/auth/next-session.ts';
import {
  moneySentence,
  type Range,
  ranges,
  readAlerts,
  readCharts,
  readMoney,
  readRunbook,
} from '#lib/operations/index.ts';
import { env, systemContext } from '#lib/platform/index.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Operations' };

const freshEveryMs = 30_000;
const isRange = (text: string): text is Range => Object.hasOwn(ranges, text);

const elsewhere = [
  { href: '/admin/traces', title: 'Slow and failed traces: which request, which call' },
  { href: '/admin/orders', title: 'Orders, each with its trace and its slowest call' },
  { href: '/admin/payments', title: 'Payments that did not succeed' },
  { href: '/admin/effects', title: 'Effects parked for staff' },
  { href: '/admin/cache', title: 'Page cache and purges' },
  { href: '/admin/monitor', title: 'The synthetic shopper’s purchases' },
];

/** For whoever is woken up at night: whether money comes in, what is wrong and what to do, then the figures. */
export default async function OperationsPage({
  searchParams,
}: {
  searchParams: Promise<{ range?: string }>;
}) {
  await requireStaff('/admin/operations', 'overview.view');
  const { range: asked = '1h' } = await searchParams;
  const range = isRange(asked) ? asked : '1h';
  const ctx = systemContext('staff');
  const [money, alerts, groups] = await Promise.all([readMoney(ctx), readAlerts(), readCharts(ctx, range)]);
  const sentence = moneySentence(money, ctx.now());
  const firing = (alerts ?? []).filter(({ state }) => state === 'firing').length;
  const shown = await Promise.all(
    (alerts ?? []).map(async (alert) => ({
      ...alert,
      runbook: alert.state === 'quiet' ? null : await readRunbook(alert.runbook),
    })),
  );
  return (
    <>
      <KeepFresh everyMs={freshEveryMs} />
      <PageHeading title="Operations">
        {alerts === null ? (
          <Badge tone="warn">no alerts: Prometheus is away</Badge>
        ) : (
          <Badge tone={firing > 0 ? 'bad' : 'good'}>
            {firing > 0 ? `${firing} firing` : 'nothing firing'}
          </Badge>
        )}
      </PageHeading>
      <div className="mb-5">
        <Notice tone={sentence.tone} title={sentence.text} />
      </div>
      {alerts === null ? null : <Alerts alerts={shown} />}
      {groups === null ? (
        <Notice tone="warn" title="Prometheus does not answer, so there are no alerts and no charts.">
          The sentence above is read from the orders themselves. `npm run doctor` says whether Prometheus is
          installed and running; the shop sells without it.
        </Notice>
      ) : (
        <>
          <nav aria-label="Time" className="mb-4 flex flex-wrap gap-1">
            {Object.entries(ranges).map(([key, { title }]) => (
              <Link
                key={key}
                href={`/admin/operations?range=${key}`}
                prefetch={false}
                scroll={false}
                aria-current={key === range ? 'page' : undefined}
                className={`rounded-md border border-(--a-line) px-3 py-2 ${key === range ? 'bg-(--a-sunken) font-semibold' : 'bg-(--a-panel) text-(--a-muted)'}`}
              >
                {title}
              </Link>
            ))}
          </nav>
          {groups.map(({ title, note, charts }) => (
            <section key={title} className="mb-7">
              <h2 className="font-semibold">{title}</h2>
              <p className="mb-2 text-(--a-muted)">{note}</p>
              <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
                {charts.map((chart) => (
                  <Chart key={chart.id} chart={chart} timeZone={env.SHOP_TIME_ZONE} />
                ))}
              </div>
            </section>
          ))}
        </>
      )}
      <h2 className="font-semibold">Look closer</h2>
      <ul className="mt-1">
        {elsewhere.map(({ href, title }) => (
          <li key={href}>
            <Link href={href} prefetch={false} className={`${linkClass} inline-block py-1`}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
