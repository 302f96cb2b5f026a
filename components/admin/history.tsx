import type { AuditEntry } from '#lib/audit/index.ts';
import { Empty, Panel } from './parts.tsx';
import { When } from './when.tsx';

const words: Record<string, string> = {
  'variant.price_set': 'set the price',
  'stock.set': 'set the stock',
  'product.prices_imported': 'changed prices by import',
  'product.created': 'made the product',
  'product.changed': 'changed the product',
  'products.changed': 'changed several products',
  'category.products_set': 'set the products',
  'category.rule_set': 'set the rule',
  'category.changed': 'changed the category',
  'category.created': 'made the category',
  'category.moved': 'moved the category',
  'category.deleted': 'deleted the category',
  'cms.added': 'made the text',
  'cms.draft_saved': 'kept a draft',
  'cms.published': 'published',
  'cms.draft_discarded': 'discarded the draft',
  'rule.created': 'made the rule',
  'rule.changed': 'changed the rule',
  'rule.started': 'started the rule',
  'rule.stopped': 'stopped the rule',
  'review.approved': 'published the review',
  'review.rejected': 'rejected the review',
  'review.answered': 'answered the review',
  'redirect.added': 'added the redirect',
  'redirect.removed': 'removed the redirect',
  'synonyms.set': 'set the groups',
  'translations.set': 'set a translation',
  'setting.changed': 'changed the setting',
  'staff.invited': 'made the account',
  'staff.changed': 'changed the account',
  'staff.link_issued': 'made a link to choose a password',
  'staff.password_set': 'set a new password',
  'staff.signed_in': 'signed in',
  'staff.sessions_ended': 'ended sessions',
  'staff.second_factor_begun': 'began a second factor',
  'staff.second_factor_set': 'set up a second factor',
  'staff.second_factor_ended': 'took the second factor off',
  'staff.second_factor_reset': 'reset the second factor',
  'staff.recovery_codes_renewed': 'made new recovery codes',
};

/** `variant.price_set` as people say it. */
export function actionWords(action: string): string {
  return words[action] ?? action.replaceAll(/[._]/g, ' ');
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What differs, field by field; the whole values where they have no fields. */
export function differences(before: unknown, after: unknown): { field: string; from: string; to: string }[] {
  if (!isRecord(before) && !isRecord(after)) {
    return before === null && after === null ? [] : [{ field: '', from: shown(before), to: shown(after) }];
  }
  const [was, is] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
    .map((field) => ({ field, from: shown(was[field]), to: shown(is[field]) }));
}

const camelToWords = (field: string) => field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

/** What an entry changed, as a small list. */
export function Differences({ before, after }: Pick<AuditEntry, 'before' | 'after'>) {
  const list = differences(before, after);
  if (list.length === 0) return null;
  return (
    <ul className="mt-0.5 space-y-0.5 text-xs text-(--a-muted)">
      {list.slice(0, 12).map(({ field, from, to }) => (
        <li key={field} className="break-words">
          {field ? <span>{camelToWords(field)}: </span> : null}
          {from === '–' ? null : (
            <>
              <del className="decoration-(--a-line)">{from}</del> <span aria-hidden="true">→</span>{' '}
            </>
          )}
          <ins className="text-(--a-ink) no-underline">{to}</ins>
        </li>
      ))}
      {list.length > 12 ? <li>and {list.length - 12} more</li> : null}
    </ul>
  );
}

/** The latest changes of the thing beside it. */
export function History({ entries }: { entries: readonly AuditEntry[] }) {
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
            <Differences before={entry.before} after={entry.after} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
