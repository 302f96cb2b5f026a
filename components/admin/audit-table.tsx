import Link from 'next/link';
import type { AuditEntry } from '#lib/audit/index.ts';
import { Differences } from './history.tsx';
import { actionWords } from './history-words.ts';
import { Empty, linkClass } from './parts.tsx';
import { When } from './when.tsx';

const pages: Record<string, (id: string) => string> = {
  product: (id) => `/admin/products/${id}`,
  category: (id) => `/admin/categories/${id}`,
  rule: (id) => `/admin/rules/${id}`,
  cms: (key) => `/admin/cms/${encodeURIComponent(key)}`,
  order: (id) => `/admin/orders/${id}`,
  staff: () => '/admin/staff',
};

/** The end of a long id tells one from another; whatever else there is, is a name. */
const shortId = (id: string) =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? `…${id.slice(-6)}` : id;

function Subject({ subject }: { subject: string }) {
  const at = subject.indexOf(':');
  const [kind, id] = [subject.slice(0, at), subject.slice(at + 1)];
  const page = pages[kind];
  const text = `${kind === 'cms' ? 'text' : kind} ${shortId(id)}`;
  return page ? (
    <Link href={page(id)} prefetch={false} className={`${linkClass} break-all`}>
      {text}
    </Link>
  ) : (
    <span className="break-all">{text}</span>
  );
}

/** Entries of the log: who did what to which thing, when, and what that changed. */
export function AuditTable({
  entries,
  empty,
  currency,
}: {
  entries: readonly AuditEntry[];
  empty: string;
  currency: string;
}) {
  if (entries.length === 0) return <Empty>{empty}</Empty>;
  return (
    <ol>
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="grid gap-x-4 gap-y-0.5 border-b border-(--a-line) px-4 py-2.5 last:border-b-0 md:grid-cols-[11rem_minmax(0,1fr)]"
        >
          <p className="text-xs text-(--a-muted) md:pt-0.5">
            <When at={entry.recordedAt.toISOString()} />
          </p>
          <div className="min-w-0">
            <p>
              <span className="font-medium">{entry.actor.replace(/^staff:/, '')}</span>{' '}
              {actionWords(entry.action)}{' '}
              <span className="text-xs">
                <Subject subject={entry.subject} />
              </span>
            </p>
            <Differences entry={entry} currency={currency} />
          </div>
        </li>
      ))}
    </ol>
  );
}
