import type { ReactNode } from 'react';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

const tones: Record<Tone, string> = {
  good: 'bg-(--a-good-soft) text-(--a-good)',
  warn: 'bg-(--a-warn-soft) text-(--a-warn)',
  bad: 'bg-(--a-bad-soft) text-(--a-bad)',
  info: 'bg-(--a-info-soft) text-(--a-info)',
  quiet: 'bg-(--a-sunken) text-(--a-muted)',
};

export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-block rounded px-1.5 py-0.5 text-xs font-medium whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

/** A message the reader must not miss; announced to screen readers when it appears. */
export function Notice({ tone, title, children }: { tone: Tone; title: string; children?: ReactNode }) {
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={`rounded-md px-3 py-2 ${tones[tone]}`}>
      <p className="font-semibold">{title}</p>
      {children ? <div className="mt-0.5">{children}</div> : null}
    </div>
  );
}

export function PageHeading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      {children}
    </div>
  );
}

export function Panel({
  title,
  aside,
  className = '',
  children,
}: {
  title?: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section className={`overflow-hidden rounded-lg border border-(--a-line) bg-(--a-panel) ${className}`}>
      {title ? (
        <div className="flex items-center justify-between gap-2 border-b border-(--a-line) px-4 py-2.5">
          <h2 className="font-semibold">{title}</h2>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

export function Empty({ children }: { children: ReactNode }) {
  return <p className="px-4 py-10 text-center text-(--a-muted)">{children}</p>;
}

export const inputClass =
  'h-9 w-full rounded-md border border-(--a-line) bg-(--a-panel) px-2.5 text-(--a-ink) placeholder:text-(--a-muted) disabled:opacity-60';
export const buttonClass =
  'inline-flex h-9 items-center justify-center rounded-md border border-(--a-line) bg-(--a-panel) px-3 font-medium whitespace-nowrap hover:bg-(--a-sunken) disabled:opacity-50';
export const primaryButtonClass =
  'inline-flex h-9 items-center justify-center rounded-md bg-(--a-accent) px-3 font-medium whitespace-nowrap text-(--a-accent-ink) hover:opacity-90 disabled:opacity-50';
export const linkClass = 'text-(--a-accent) underline-offset-2 hover:underline';
export const cellClass = 'px-4 py-2.5 align-top';
export const headCellClass = 'px-4 py-2 text-left text-xs font-medium text-(--a-muted)';

/** One number of the overview, inside a `dl`. */
export function Figure({
  label,
  value,
  note,
  tone = 'quiet',
}: {
  label: string;
  value: string;
  note: string;
  tone?: 'quiet' | 'bad' | 'warn';
}) {
  const colour = tone === 'bad' ? 'text-(--a-bad)' : tone === 'warn' ? 'text-(--a-warn)' : '';
  return (
    <div className="rounded-lg border border-(--a-line) bg-(--a-panel) px-4 py-3">
      <dt className="text-xs text-(--a-muted)">{label}</dt>
      <dd className={`mt-0.5 text-xl font-semibold tabular-nums ${colour}`}>{value}</dd>
      <dd className="text-xs text-(--a-muted)">{note}</dd>
    </div>
  );
}
