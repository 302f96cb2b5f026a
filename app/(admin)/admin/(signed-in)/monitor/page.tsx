import type { Metadata } from 'next';
import { MonitorDevice, StepTimes, TroubledRuns } from '#components/admin/monitor-state.tsx';
import { Empty, Notice, PageHeading, Panel } from '#components/admin/parts.tsx';
import { may } from '#lib/auth/index.ts';
import { requireStaff } from '#lib/auth/next-session.ts';
import { monitorOverview, type RunOutcome } from '#lib/monitor/index.ts';
import { env, systemContext } from '#lib/platform/index.ts';
import { stripOf } from './strip.ts';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Synthetic monitor' };

function Introduction({ idle }: { idle: boolean }) {
  if (env.SYNTHETIC_MONITOR === 'off') {
    return (
      <Notice tone="warn" title="The monitor is switched off">
        SYNTHETIC_MONITOR=on switches it on.
      </Notice>
    );
  }
  return idle ? (
    <Notice tone="warn" title="The monitor does not run">
      There was no run in the last minutes. It needs Chromium at {env.CHROMIUM_PATH}; npm run doctor says
      more.
    </Notice>
  ) : null;
}

/** How the shop fares as a shopper in a real browser finds it. */
export default async function MonitorPage() {
  const staff = await requireStaff('/admin/monitor', 'monitor.view');
  const ctx = systemContext('staff');
  const { devices, runs, steps, troubled } = await monitorOverview(ctx);
  const now = ctx.now().getTime();
  const newest = runs.at(-1)?.startedAt.getTime() ?? 0;
  const summaries = devices.map(({ device, last, lastSuccess, consecutiveFailures }) => {
    const own = runs.filter((run) => run.device === device);
    const count = (outcome: RunOutcome) => own.filter((run) => run.outcome === outcome).length;
    return {
      device,
      last: last
        ? { outcome: last.outcome, at: last.startedAt.toISOString(), durationMs: last.durationMs }
        : null,
      lastSuccess: lastSuccess?.toISOString() ?? null,
      consecutiveFailures,
      strip: stripOf(own, now),
      counts: { passed: count('passed'), failed: count('failed'), broken: count('broken') },
    };
  });
  return (
    <>
      <PageHeading title="Synthetic monitor" />
      <p className="mb-3 max-w-prose text-(--a-muted)">
        A shopper in a real browser buys every {env.SYNTHETIC_EVERY_SECONDS} seconds, on a desktop and on a
        phone in turn. Orders of this shopper are cancelled at once, take no stock and count in no figure.
      </p>
      <div className="space-y-4">
        <Introduction idle={now - newest > 5_000 * env.SYNTHETIC_EVERY_SECONDS} />
        <div className="grid gap-4 lg:grid-cols-2">
          {summaries.map((summary) => (
            <MonitorDevice key={summary.device} summary={summary} />
          ))}
        </div>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <Panel title="Steps, last 24 hours">
            <StepTimes steps={steps} />
          </Panel>
          <Panel title="What did not pass">
            {troubled.length === 0 ? (
              <Empty>Every run passed.</Empty>
            ) : (
              <TroubledRuns
                mayHaveFiles={may(staff.role, 'monitor.files')}
                runs={troubled.map(({ id, device, outcome, failedStep, reason, files, startedAt }) => ({
                  ...{ id, device, outcome, failedStep, reason, files },
                  at: startedAt.toISOString(),
                }))}
              />
            )}
          </Panel>
        </div>
      </div>
    </>
  );
}
