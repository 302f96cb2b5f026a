import type { AuditEntry } from '#lib/audit/index.ts';
import { actionWords, differences } from './history-words.ts';
import { Empty, Panel } from './parts.tsx';
import { When } from './when.tsx';

/** What an entry changed, as a small list. */
export function Differences({
  entry,
  currency,
}: {
  entry: Pick<AuditEntry, 'action' | 'before' | 'after'>;
  currency: string;
}) {
  const list = differences(entry, currency);
  if (list.length === 0) return null;
  return (
    <ul className="mt-0.5 space-y-0.5 text-xs text-(--a-muted)">
      {list.slice(0, 12).map(({ field, from, to }) => (
        <li key={field} className="break-words">
          {field ? <span>{field}: </span> : null}
          {from === '' ? null : (
            <>
              <del className="decoration-(--a-line)">{from}</del> <span aria-hidden="true">→</span>{' '}
            </>
          )}
          <ins className="text-(--a-ink) no-underline">{to || 'none'}</ins>
        </li>
      ))}
      {list.length > 12 ? <li>and {list.length - 12} more</li> : null}
    </ul>
  );
}

/** The latest changes of the thing beside it; `currency` is the shop's own. */
export function History({ entries, currency }: { entries: readonly AuditEntry[]; currency: string }) {
  return (
    <Panel title="History">
      {entries.length === 0 ? <Empty>Nothing was changed by staff yet.</Empty> : null}
      <ol
        className="max-h-96 overflow-y-auto"
        tabIndex={entries.length > 5 ? 0 : undefined}
        aria-label="Changes"
      >
        {entries.map((entry) => (
          <li key={entry.id} className="border-b border-(--a-line) px-4 py-2.5 last:border-b-0">
            <p>
              <span className="font-medium">{entry.actor.replace(/^staff:/, '')}</span>{' '}
              {actionWords(entry.action)}
              {entry.subject.startsWith('variant:') ? (
                <span className="text-(--a-muted)"> of {entry.subject.slice('variant:'.length)}</span>
              ) : null}
            </p>
            <p className="text-xs text-(--a-muted)">
              <When at={entry.recordedAt.toISOString()} />
            </p>
            <Differences entry={entry} currency={currency} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
