import type { ImportSummary } from '#lib/import/index.ts';
import { importWords } from './import-words.ts';
import { linkClass, Notice } from './parts.tsx';

const shown = 50;

/** What an import did, or would do, and what did not go in: line, column, reason. */
export function ImportResult({
  summary,
  dryRun,
}: {
  summary: ImportSummary & { id: string };
  dryRun: boolean;
}) {
  const { problems, problemList, ignoredColumns, reported } = summary;
  return (
    <div className="grid gap-3">
      <Notice tone={problems > 0 ? 'warn' : 'good'} title={importWords(summary, dryRun)}>
        {dryRun ? 'Nothing was written yet. ' : ''}
        {`Read as ${summary.format}, ${summary.encoding}.`}
      </Notice>
      {ignoredColumns.length > 0 ? (
        <p className="text-(--a-muted) wrap-anywhere">Columns not read: {ignoredColumns.join(', ')}</p>
      ) : null}
      {reported ? (
        <p>
          <a className={linkClass} href={`/api/admin/imports/${summary.id}/report`} download>
            Download what did not go in
          </a>{' '}
          <span className="text-(--a-muted)">Mend it and import it again; it is kept for a week.</span>
        </p>
      ) : null}
      {problemList.length > 0 ? (
        <ul className="rounded-md border border-(--a-line)">
          {problemList.slice(0, shown).map(({ line, column, reason }) => (
            <li
              key={`${line} ${column} ${reason}`}
              className="border-b border-(--a-line) px-3 py-1.5 wrap-anywhere last:border-b-0"
            >
              <span className="text-(--a-muted)">
                Line {line}
                {column ? `, ${column}` : ''}:
              </span>{' '}
              {reason}
            </li>
          ))}
        </ul>
      ) : null}
      {problems > shown ? (
        <p className="text-(--a-muted)">… and {problems - shown} more, in the report.</p>
      ) : null}
    </div>
  );
}
