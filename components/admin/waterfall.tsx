import type { Waterfall as Trace, WaterfallRow } from '#lib/tracing/index.ts';
import { Badge, Empty, Panel } from './parts.tsx';
import { When } from './when.tsx';

/** As many as an order's trace has services, so that no two of them look alike. */
const palette = [
  ...['#3b7dd8', '#c2410c', '#15803d', '#9333ea', '#b45309', '#0e7490', '#be185d', '#4d7c0f'],
  ...['#4338ca', '#dc6b6b', '#2fa78f', '#a16fd8', '#7c5a3a', '#64748b', '#d08a12', '#86198f'],
];

/** Who did the work: the named peer of a call, else the process. */
const whoOf = ({ service, attributes }: WaterfallRow) => String(attributes['peer.service'] ?? service);

/** A duration for people. @param us microseconds */
export function duration(us: number): string {
  if (us < 1_000) return `${us} µs`;
  if (us < 1_000_000) return `${(us / 1_000).toFixed(us < 10_000 ? 1 : 0)} ms`;
  return `${(us / 1_000_000).toFixed(1)} s`;
}

/** The traces of an order, each readable from top to bottom: what called what, when, for how long, and what was slow. */
export function Waterfalls({ traces }: { traces: Trace[] }) {
  return (
    <Panel title="Traces">
      {traces.length === 0 ? (
        <Empty>No trace of this order is kept: it is older than the traces are, or tracing is off.</Empty>
      ) : (
        <ol className="divide-y divide-(--a-line)">
          {traces.map((trace) => (
            <li key={trace.traceId} id={`trace-${trace.traceId}`}>
              <Waterfall trace={trace} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Waterfall({ trace }: { trace: Trace }) {
  const services = [...new Set(trace.rows.map(whoOf))];
  const colour = (row: WaterfallRow) => palette[services.indexOf(whoOf(row)) % palette.length] ?? '#3b7dd8';
  const { slowest } = trace;
  return (
    <article className="px-4 py-3">
      <header className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="font-semibold">{trace.rows[0]?.label}</h3>
        <span className="text-(--a-muted)">
          <When at={new Date(trace.startedUs / 1_000).toISOString()} precise /> · {duration(trace.spanUs)} ·{' '}
          {trace.rows.length} spans
        </span>
        <code className="ml-auto text-xs text-(--a-muted) max-sm:hidden">{trace.traceId}</code>
      </header>
      <p className="mb-2 flex flex-wrap items-center gap-2">
        {slowest ? (
          <a href={`#span-${slowest.spanId}`} className="underline">
            Slowest: {slowest.label} of {whoOf(slowest)}, {duration(slowest.ownUs)}
          </a>
        ) : null}
        {trace.failed.map((row) => (
          <a key={row.spanId} href={`#span-${row.spanId}`}>
            <Badge tone="bad">Failed: {row.label}</Badge>
          </a>
        ))}
      </p>
      {trace.retries.map(({ label, tries }) => (
        <div key={tries[0]?.spanId} className="mb-2">
          <p className="text-xs text-(--a-muted)">
            {label}: {tries.length} tries
          </p>
          <ol aria-label={`Tries of ${label}`} className="mt-1 flex flex-wrap gap-2">
            {tries.map((row, index) => (
              <li key={row.spanId}>
                <a
                  href={`#span-${row.spanId}`}
                  className={`block rounded-md border px-2 py-1 ${row.failed ? 'border-(--a-bad) text-(--a-bad)' : 'border-(--a-line)'}`}
                >
                  <span className="block text-xs">
                    {index + 1}. {whoOf(row)}, after {duration(row.offsetUs)}
                  </span>
                  <span className="block font-medium">
                    {row.failed ? 'failed' : 'done'} in {duration(row.durationUs)}
                  </span>
                </a>
              </li>
            ))}
          </ol>
        </div>
      ))}
      <ul className="mb-2 flex flex-wrap gap-x-3 text-xs text-(--a-muted)" aria-label="Services">
        {services.map((service, index) => (
          <li key={service} className="flex items-center gap-1">
            <span
              className="size-2.5 rounded-sm"
              style={{ background: palette[index % palette.length] }}
              aria-hidden="true"
            />
            {service}
          </li>
        ))}
      </ul>
      <ol className="text-xs">
        {trace.rows.map((row) => (
          <Row
            key={row.spanId}
            row={row}
            total={trace.spanUs}
            colour={colour(row)}
            slowest={row === slowest}
          />
        ))}
      </ol>
    </article>
  );
}

type RowProps = { row: WaterfallRow; total: number; colour: string; slowest: boolean };

function Row({ row, total, colour, slowest }: RowProps) {
  const left = (100 * row.offsetUs) / Math.max(1, total);
  const width = Math.max(0.3, (100 * row.durationUs) / Math.max(1, total));
  const named = row.failed ? 'text-(--a-bad) font-semibold' : slowest ? 'text-(--a-warn) font-semibold' : '';
  return (
    <li id={`span-${row.spanId}`} className="target:bg-(--a-info-soft)">
      <details>
        <summary className="grid cursor-pointer grid-cols-[minmax(0,1fr)_4.5rem] items-center gap-x-2 py-0.5 hover:bg-(--a-sunken) sm:grid-cols-[minmax(0,18rem)_4.5rem_minmax(0,1fr)]">
          <span
            className={`truncate ${named}`}
            style={{ paddingInlineStart: `${Math.min(row.depth, 10) * 0.7}rem` }}
          >
            {row.label} <span className="font-normal text-(--a-muted)">{whoOf(row)}</span>
            {row.failed ? <span className="sr-only"> failed</span> : null}
          </span>
          <span className="text-right tabular-nums">{duration(row.durationUs)}</span>
          <span className="relative h-3 max-sm:col-span-2" aria-hidden="true">
            <span
              className="absolute h-full min-w-0.5 rounded-sm"
              style={{
                left: `${Math.min(left, 99.5)}%`,
                width: `${Math.min(width, 100 - Math.min(left, 99.5))}%`,
                background: row.failed ? 'var(--a-bad)' : colour,
              }}
            />
          </span>
        </summary>
        <dl className="my-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 rounded bg-(--a-sunken) px-3 py-2">
          <dt className="text-(--a-muted)">began after</dt>
          <dd>{duration(row.offsetUs)}</dd>
          <dt className="text-(--a-muted)">own time</dt>
          <dd>{duration(row.ownUs)}</dd>
          {Object.entries(row.attributes).map(([key, value]) => (
            <div key={key} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-(--a-muted)">{key}</dt>
              <dd className="break-words">{String(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}
