import type { Run, RunOutcome, StepSummary } from '#lib/monitor/index.ts';
import { Badge, cellClass, Empty, headCellClass, linkClass, type Tone } from './parts.tsx';
import { When } from './when.tsx';

const words: Record<RunOutcome, string> = {
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  broken: 'could not judge',
};
const tones: Record<RunOutcome, Tone> = { running: 'info', passed: 'good', failed: 'bad', broken: 'warn' };

export type DeviceSummary = {
  device: string;
  last: { outcome: RunOutcome; at: string; durationMs: number | null } | null;
  lastSuccess: string | null;
  consecutiveFailures: number;
  /** Quarters of an hour of the last day, oldest first. */
  strip: { from: string; runs: number; worst: RunOutcome | null }[];
  counts: Record<'passed' | 'failed' | 'broken', number>;
};

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** How the shop fares on one device: now, and over the last day. */
export function MonitorDevice({ summary }: { summary: DeviceSummary }) {
  const { device, last, lastSuccess, consecutiveFailures, counts } = summary;
  const failing = consecutiveFailures > 0;
  return (
    <section className="rounded-lg border border-(--a-line) bg-(--a-panel) px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="font-semibold capitalize">{device}</h2>
        {last ? (
          <Badge tone={failing ? 'bad' : tones[last.outcome]}>
            {failing ? `failing, ${consecutiveFailures} in a row` : words[last.outcome]}
          </Badge>
        ) : (
          <Badge tone="quiet">no run yet</Badge>
        )}
        {last?.durationMs ? (
          <span className="text-(--a-muted)">last run took {seconds(last.durationMs)}</span>
        ) : null}
      </div>
      <p className="mt-1 text-(--a-muted)">
        Last success: {lastSuccess ? <When at={lastSuccess} /> : 'none yet'}
      </p>
      <Strip summary={summary} />
      <p className="mt-1 flex flex-wrap justify-between gap-x-3 text-xs text-(--a-muted)">
        <span>24 hours ago</span>
        <span>
          {counts.passed} passed, {counts.failed} failed, {counts.broken} not judged
        </span>
        <span>now</span>
      </p>
    </section>
  );
}

const cellColours: Record<RunOutcome, string> = {
  running: 'bg-(--a-info) h-3',
  passed: 'bg-(--a-good) h-4',
  broken: 'bg-(--a-warn) h-6',
  failed: 'bg-(--a-bad) h-8',
};

/** Height says it too, for who does not tell the colours apart. */
function Strip({ summary: { device, strip, counts } }: { summary: DeviceSummary }) {
  const said = `Runs on ${device} in the last 24 hours: ${counts.passed} passed, ${counts.failed} failed, ${counts.broken} not judged`;
  return (
    <div role="img" aria-label={said} className="mt-2 flex h-8 items-end gap-px">
      {strip.map(({ from, runs, worst }) => (
        <span
          key={from}
          title={`${new Date(from).toISOString().slice(11, 16)} UTC: ${worst ? `${runs} runs, ${words[worst]}` : 'no run'}`}
          className={`min-w-0 flex-1 rounded-[1px] ${worst ? cellColours[worst] : 'h-1 bg-(--a-line)'}`}
        />
      ))}
    </div>
  );
}

/** How long each step of the purchase takes, on each device. */
export function StepTimes({ steps }: { steps: StepSummary[] }) {
  if (steps.length === 0) return <Empty>No run passed in the last 24 hours.</Empty>;
  const most = Math.max(...steps.map(({ slowestMs }) => slowestMs), 1);
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-(--a-line)">
          <th className={headCellClass}>Step</th>
          <th className={headCellClass}>Device</th>
          <th className={`${headCellClass} text-right`}>Usually</th>
          <th className={`${headCellClass} text-right`}>Slowest</th>
          <td className="w-1/3 max-sm:hidden" />
        </tr>
      </thead>
      <tbody>
        {steps.map(({ device, name, medianMs, slowestMs }) => (
          <tr key={`${device} ${name}`} className="border-b border-(--a-line) last:border-b-0">
            <td className={cellClass}>{name.replaceAll('_', ' ')}</td>
            <td className={`${cellClass} text-(--a-muted)`}>{device}</td>
            <td className={`${cellClass} text-right tabular-nums`}>{seconds(medianMs)}</td>
            <td className={`${cellClass} text-right tabular-nums`}>{seconds(slowestMs)}</td>
            <td className={`${cellClass} max-sm:hidden`} aria-hidden="true">
              <span className="relative block h-3 rounded-sm bg-(--a-sunken)">
                <span
                  className="absolute h-full rounded-sm bg-(--a-accent) opacity-30"
                  style={{ width: `${(100 * slowestMs) / most}%` }}
                />
                <span
                  className="absolute h-full rounded-sm bg-(--a-accent)"
                  style={{ width: `${(100 * medianMs) / most}%` }}
                />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type TroubledRun = Pick<Run, 'id' | 'device' | 'outcome' | 'failedStep' | 'reason' | 'files'> & {
  at: string;
};

/** Runs that did not pass, newest first, with what was kept of each. */
export function TroubledRuns({ runs, mayHaveFiles }: { runs: TroubledRun[]; mayHaveFiles: boolean }) {
  return (
    <ol className="divide-y divide-(--a-line)">
      {runs.map((run) => {
        const address = (file: string) => `/api/admin/monitor/${run.id}/${file}`;
        return (
          <li key={run.id} className="flex flex-wrap gap-x-4 gap-y-2 px-4 py-3">
            {run.files.includes('screenshot.png') ? (
              <a href={address('screenshot')} className="shrink-0">
                {/* biome-ignore lint/performance/noImgElement: a file only staff may see, not one of the shop's pictures */}
                <img
                  src={address('screenshot')}
                  alt={`The screen of the ${run.device} when it failed`}
                  loading="lazy"
                  className="h-32 w-32 rounded border border-(--a-line) object-cover object-top"
                />
              </a>
            ) : null}
            <div className="min-w-0 flex-1 basis-60">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Badge tone={tones[run.outcome]}>{words[run.outcome]}</Badge>
                <span className="font-medium">
                  {run.device}
                  {run.failedStep ? `, at ${run.failedStep.replaceAll('_', ' ')}` : ''}
                </span>
                <span className="text-(--a-muted)">
                  <When at={run.at} />
                </span>
              </p>
              <p className="mt-1 wrap-anywhere">{run.reason}</p>
              {mayHaveFiles ? (
                <p className="mt-1 flex gap-4">
                  {run.files.includes('trace.zip') ? (
                    <a href={address('trace.zip')} className={linkClass}>
                      Playwright trace
                    </a>
                  ) : null}
                  {run.files.includes('network.har') ? (
                    <a href={address('network.har')} className={linkClass}>
                      HAR
                    </a>
                  ) : null}
                </p>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
