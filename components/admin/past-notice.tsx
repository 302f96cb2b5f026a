import Link from 'next/link';
import { Notice } from './parts.tsx';
import { When } from './when.tsx';

export type PastNoticeProps = {
  orderId: string;
  at: string;
  /** The last event by then; null before the first. */
  after: { version: number; title: string } | null;
  /** Versions to step to, as far as there are any. */
  earlier: number | null;
  later: number | null;
  /** What was other than it is now. */
  differences: { what: string; before: string; now: string }[];
};

/** Says that the page shows the past, what has changed since, and steps from event to event. */
export function PastNotice({ orderId, at, after, earlier, later, differences }: PastNoticeProps) {
  const step = (version: number, text: string) => (
    <Link
      href={`/admin/orders/${orderId}?at=${version}`}
      prefetch={false}
      scroll={false}
      className="inline-block py-1 underline"
    >
      {text}
    </Link>
  );
  return (
    <Notice tone="info" title="You are looking at the past">
      <p>
        As of <When at={at} precise />
        {after ? `, after event ${after.version}: ${after.title}.` : ', before the first event.'}
      </p>
      {differences.length > 0 ? (
        <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3" aria-label="Changed since then">
          {differences.map(({ what, before, now }) => (
            <div key={what} className="col-span-2 grid grid-cols-subgrid">
              <dt>{what}</dt>
              <dd className="wrap-anywhere">
                {before} then, {now} now
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        <p>Nothing that is shown here has changed since.</p>
      )}
      <p className="mt-1 flex flex-wrap gap-x-4">
        {earlier === null ? null : step(earlier, 'Event before')}
        {later === null ? null : step(later, 'Event after')}
        <Link
          href={`/admin/orders/${orderId}`}
          prefetch={false}
          scroll={false}
          className="inline-block py-1 underline"
        >
          Back to now
        </Link>
      </p>
    </Notice>
  );
}
