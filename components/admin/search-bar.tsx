import type { ReactNode } from 'react';
import { buttonClass, inputClass } from './parts.tsx';

/** Search as a plain GET form: what is looked for lives in the address. */
export function SearchBar({
  action,
  label,
  q,
  wide = false,
  children,
}: {
  action: string;
  label: string;
  q: string;
  /** The text has a row of its own, since there is much besides. */
  wide?: boolean;
  children?: ReactNode;
}) {
  return (
    <search>
      <form action={action} method="get" className="mb-3 flex flex-wrap items-end gap-2">
        <input
          className={`${inputClass} min-w-0 flex-1 ${wide ? 'basis-full' : 'basis-56'}`}
          type="search"
          name="q"
          defaultValue={q}
          maxLength={100}
          aria-label={label}
          placeholder={label}
        />
        {children}
        <button type="submit" className={buttonClass}>
          Search
        </button>
      </form>
    </search>
  );
}
