import Link from 'next/link';
import type { TroubledTrace } from '#lib/tracing/index.ts';
import { Badge, cellClass, Empty, headCellClass, linkClass } from './parts.tsx';
import { duration } from './waterfall.tsx';
import { When } from './when.tsx';

/** Traces that ended slow or failed, newest first; each leads to its waterfall, beside its order if it has one. */
export function TroubledTraces({ traces, empty }: { traces: TroubledTrace[]; empty: string }) {
  if (traces.length === 0) return <Empty>{empty}</Empty>;
  return (
    <table className="w-full table-fixed border-collapse">
      <thead>
        <tr className="border-b border-(--a-line)">
          <th className={headCellClass}>What, and when it began</th>
          <th className={`${headCellClass} hidden w-28 sm:table-cell`}>Process</th>
          <th className={`${headCellClass} w-24 text-right`}>Took</th>
          <th className={`${headCellClass} hidden w-40 md:table-cell`}>
            <span className="sr-only">Order</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {traces.map((trace) => (
          <tr
            key={trace.traceId}
            className="border-b border-(--a-line) last:border-b-0 hover:bg-(--a-sunken)"
          >
            <td className={cellClass}>
              <Link
                href={`/admin/traces/${trace.traceId}`}
                prefetch={false}
                className={`${linkClass} font-medium break-words`}
              >
                {trace.name}
              </Link>{' '}
              {trace.failed ? (
                <Badge tone="bad">failed{trace.status ? `: ${trace.status}` : ''}</Badge>
              ) : null}
              <span className="block text-xs text-(--a-muted)">
                <When at={new Date(trace.startedUs / 1_000).toISOString()} precise />
                <span className="sm:hidden"> · {trace.service}</span>
              </span>
              <span className="md:hidden">
                <ToOrder trace={trace} />
              </span>
            </td>
            <td className={`${cellClass} hidden sm:table-cell`}>{trace.service}</td>
            <td className={`${cellClass} text-right tabular-nums`}>{duration(trace.durationUs)}</td>
            <td className={`${cellClass} hidden md:table-cell`}>
              <ToOrder trace={trace} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ToOrder({ trace: { orderId, traceId } }: { trace: TroubledTrace }) {
  return orderId ? (
    <Link href={`/admin/orders/${orderId}#trace-${traceId}`} prefetch={false} className={linkClass}>
      Open the order
    </Link>
  ) : null;
}
