'use client';

import { inputClass } from './parts.tsx';

export type Option = readonly [value: string, words: string];

/** One of a list by its label, first of all `any`. In the browser: a thousand options go there as pairs of texts. */
export function Choice({
  name,
  label,
  value,
  any,
  options,
}: {
  name: string;
  label: string;
  value: string;
  any?: string;
  options: readonly Option[];
}) {
  return (
    <select name={name} aria-label={label} defaultValue={value} className={inputClass}>
      {any === undefined ? null : <option value="">{any}</option>}
      {options.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </select>
  );
}
