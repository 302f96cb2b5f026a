import { type ComponentProps, type ReactNode, useId } from 'react';
import { Icon } from './icon.tsx';

type Said = { label: ReactNode; name: string; error?: string | null; hint?: ReactNode };

/** 16 px text: smaller makes iOS zoom in on focus. */
const control =
  'block w-full min-h-12 rounded-card border border-edge bg-sheet px-3.5 py-2.5 text-base text-ink placeholder:text-muted hover:border-ink aria-invalid:border-bad aria-invalid:bg-bad-soft disabled:bg-shell disabled:text-muted';

function describe(id: string, { error, hint }: Said) {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { 'aria-invalid': error ? true : undefined, 'aria-describedby': ids || undefined };
}

function Around({
  id,
  said,
  className = '',
  children,
}: {
  id: string;
  said: Said;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {said.label}
      </label>
      {children}
      {said.hint ? (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {said.hint}
        </p>
      ) : null}
      {said.error ? (
        <p id={`${id}-error`} className="mt-1.5 text-sm font-medium text-bad">
          {said.error}
        </p>
      ) : null}
    </div>
  );
}

/** A labelled text input; `className` goes to the box around it. */
export function Field({ label, error, hint, className, id, ...rest }: ComponentProps<'input'> & Said) {
  const made = useId();
  const key = id ?? made;
  const said = { label, name: rest.name, error, hint };
  return (
    <Around id={key} said={said} className={className}>
      <input {...rest} id={key} {...describe(key, said)} className={control} />
    </Around>
  );
}

/** A labelled native select; the options are its children. */
export function SelectField({ label, error, hint, className, id, ...rest }: ComponentProps<'select'> & Said) {
  const made = useId();
  const key = id ?? made;
  const said = { label, name: rest.name, error, hint };
  return (
    <Around id={key} said={said} className={className}>
      <span className="relative block">
        <select {...rest} id={key} {...describe(key, said)} className={`${control} appearance-none pr-10`} />
        <Icon
          name="down"
          className="pointer-events-none absolute top-1/2 right-3.5 size-5 -translate-y-1/2 text-muted"
        />
      </span>
    </Around>
  );
}

/** A labelled text of several lines. */
export function TextField({ label, error, hint, className, id, ...rest }: ComponentProps<'textarea'> & Said) {
  const made = useId();
  const key = id ?? made;
  const said = { label, name: rest.name, error, hint };
  return (
    <Around id={key} said={said} className={className}>
      <textarea {...rest} id={key} {...describe(key, said)} className={control} />
    </Around>
  );
}
