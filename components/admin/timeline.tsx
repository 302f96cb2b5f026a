import Link from 'next/link';
import type { EffectStatus } from '#lib/orders/index.ts';
import { Badge, cellClass, headCellClass, linkClass } from './parts.tsx';
import { EffectStatusBadge } from './status.tsx';
import { When } from './when.tsx';

export type EventItem = {
  version: number;
  type: string;
  title: string;
  actor: string;
  recordedAt: string;
  /** Pretty JSON. */
  data: string;
  /** Later than the moment looked at. */
  later: boolean;
  selected: boolean;
};

export type EffectItem = {
  consumer: string;
  eventId: string;
  eventVersion: number;
  status: EffectStatus;
  attempts: number;
  lastError: string | null;
  updatedAt: string;
  /** Later than the moment looked at. */
  later: boolean;
};

/** The events of an order, oldest first: what happened, when, by whom. */
export function Timeline({ orderId, events }: { orderId: string; events: EventItem[] }) {
  return (
    <ol aria-label="Events" className="px-4 py-3">
      {events.map((event, index) => (
        <li
          key={event.version}
          aria-current={event.selected ? 'step' : undefined}
          className="relative pb-4 pl-7 last:pb-1"
        >
          {index < events.length - 1 ? (
            <span aria-hidden className="absolute top-3 bottom-[-0.4rem] left-[0.4rem] w-px bg-(--a-line)" />
          ) : null}
          <span
            aria-hidden
            className={`absolute top-1 left-0 size-3.5 rounded-full border-2 ${event.selected ? 'border-(--a-accent) bg-(--a-accent)' : `bg-(--a-panel) ${event.later ? 'border-dashed border-(--a-line)' : 'border-(--a-muted)'}`}`}
          />
          <p className={`break-words ${event.later ? 'text-(--a-muted)' : 'font-medium'}`}>
            {event.title} {event.later ? <Badge tone="quiet">not yet then</Badge> : null}
          </p>
          <p className="text-xs text-(--a-muted)">
            <When at={event.recordedAt} precise />
          </p>
          <p className="text-xs text-(--a-muted)">
            {event.version} · {event.type} · by {event.actor}
          </p>
          <div className="mt-0.5 flex flex-wrap gap-x-4 text-xs">
            <details className="w-full [&:not([open])]:w-auto">
              <summary className="cursor-pointer py-0.5 text-(--a-accent)">Data</summary>
              <pre className="mt-1 max-h-96 overflow-auto rounded bg-(--a-sunken) p-2.5 leading-relaxed">
                {event.data}
              </pre>
            </details>
            <Link
              href={`/admin/orders/${orderId}?at=${event.version}`}
              prefetch={false}
              scroll={false}
              className={`${linkClass} py-0.5`}
              aria-label={`State as of here, event ${event.version}`}
            >
              State as of here
            </Link>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What each consumer made of each event it listens to. */
export function Effects({ effects }: { effects: EffectItem[] }) {
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-(--a-line)">
          <th className={headCellClass}>Consumer</th>
          <th className={headCellClass}>Event</th>
          <th className={headCellClass}>Status</th>
        </tr>
      </thead>
      <tbody>
        {effects.map((effect) => (
          <tr
            key={`${effect.consumer} ${effect.eventId}`}
            className="border-b border-(--a-line) last:border-b-0"
          >
            <td className={cellClass}>
              {effect.consumer}
              {effect.attempts > 0 ? (
                <span className="block text-xs text-(--a-muted)">
                  <When at={effect.updatedAt} />
                </span>
              ) : null}
              {effect.lastError ? (
                <span className="block text-xs wrap-anywhere text-(--a-bad)">{effect.lastError}</span>
              ) : null}
            </td>
            <td className={`${cellClass} tabular-nums`}>{effect.eventVersion}</td>
            <td className={`${cellClass} whitespace-nowrap`}>
              {effect.later ? (
                <Badge tone="quiet">not yet then</Badge>
              ) : (
                <EffectStatusBadge status={effect.status} />
              )}
              {effect.attempts > 0 ? (
                <span className="block pt-0.5 text-xs text-(--a-muted)">
                  {effect.attempts} {effect.attempts === 1 ? 'try' : 'tries'}
                </span>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
