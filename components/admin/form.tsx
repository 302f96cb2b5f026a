'use client';

import { type ReactNode, useEffect, useId } from 'react';
import { inputClass } from './parts.tsx';
import type { Problem } from './send.ts';

export type FieldErrors = Record<string, string>;

/** What our API says is wrong, by field; the first message of each. */
export function fieldErrors(problem: Problem): FieldErrors {
  const errors = Array.isArray(problem.errors)
    ? (problem.errors as { field: string; message: string }[])
    : [];
  return Object.fromEntries(errors.toReversed().map(({ field, message }) => [field, message]));
}

type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Hides the label from sight, where a column's heading says it. */
  quiet?: boolean;
  className?: string;
  children: (aria: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
};

/** A label, its control, and beside it a hint and what is wrong. */
export function Field({ label, hint, error, quiet = false, className = '', children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={className}>
      <label htmlFor={id} className={quiet ? 'sr-only' : 'mb-1 block text-xs text-(--a-muted)'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-xs text-(--a-muted)">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="mt-1 text-xs font-medium text-(--a-bad)">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type TextProps = Omit<FieldProps, 'children'> & {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'search' | 'datetime-local' | 'number' | 'url';
  disabled?: boolean;
  required?: boolean;
  maxLength?: number;
  autoComplete?: string;
  inputMode?: 'decimal' | 'numeric' | 'text';
  placeholder?: string;
  /** The id of a `datalist` of suggestions. */
  list?: string;
  min?: number;
  step?: number;
  spellCheck?: boolean;
  rows?: number;
  inputClassName?: string;
};

/** A line of text, or several with `rows`. */
export function TextField({
  label,
  hint,
  error,
  quiet,
  className,
  onChange,
  rows,
  inputClassName = '',
  ...rest
}: TextProps) {
  const look = `${inputClass} ${error ? 'border-(--a-bad)' : ''} ${inputClassName}`;
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      {...(quiet ? { quiet } : {})}
      {...(className ? { className } : {})}
    >
      {(aria) =>
        rows ? (
          <textarea
            {...aria}
            className={`${look} h-auto py-2 leading-relaxed`}
            rows={rows}
            value={rest.value}
            disabled={rest.disabled}
            maxLength={rest.maxLength}
            placeholder={rest.placeholder}
            spellCheck={rest.spellCheck}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input {...aria} {...rest} className={look} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
}

export function SelectField({
  value,
  onChange,
  options,
  disabled,
  ...field
}: Omit<FieldProps, 'children'> & {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
  disabled?: boolean;
}) {
  return (
    <Field {...field}>
      {(aria) => (
        <select
          {...aria}
          className={inputClass}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Asks before what was typed is lost: on closing the tab, and on following a link of the admin. */
export function useUnsavedGuard(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const leave = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!link || link.getAttribute('target') === '_blank' || link.getAttribute('href')?.startsWith('#'))
        return;
      if (window.confirm('Leave without saving? What you changed here is not saved yet.')) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('beforeunload', leave);
    document.addEventListener('click', follow, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', leave);
      document.removeEventListener('click', follow, { capture: true });
    };
  }, [dirty]);
}
