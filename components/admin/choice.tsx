'use client';

import { useEffect, useState } from 'react';
import { inputClass } from './parts.tsx';

export type Option = readonly [value: string, words: string];

const fewOptions = 100;

/**
 * One of a list by its label, first of all `any`. In the browser: a thousand options go there as pairs of texts, and of
 * more than a hundred all but the chosen one are drawn only there.
 */
export function Choice({
  name,
  label,
  value,
  any,
  options,
  narrow = false,
}: {
  name: string;
  label: string;
  value: string;
  any?: string;
  options: readonly Option[];
  /** As wide as its longest option where there is room, and not as its column. */
  narrow?: boolean;
}) {
  const [whole, setWhole] = useState(options.length <= fewOptions);
  useEffect(() => setWhole(true), []);
  const shown = whole ? options : options.filter(([option]) => option === value);
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={value}
      className={narrow ? `${inputClass} md:w-auto!` : inputClass}
    >
      {any === undefined ? null : <option value="">{any}</option>}
      {shown.map(([option, words]) => (
        <option key={option} value={option}>
          {words}
        </option>
      ))}
    </select>
  );
}
