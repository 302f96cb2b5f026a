'use client';

export type FilterValue = { value: string; label: string; count: string };

function Values({
  name,
  values,
  chosen,
}: {
  name: string;
  values: readonly FilterValue[];
  chosen: readonly string[];
}) {
  return values.map(({ value, label, count }) => (
    <li key={value}>
      <label>
        <input type="checkbox" name={name} value={value} defaultChecked={chosen.includes(value)} />
        <span>{label}</span>
        <span>{count}</span>
      </label>
    </li>
  ));
}

/** One thing a listing is narrowed by; `more` says what opens the values after the first `shown`. */
export function FilterGroup({
  name,
  label,
  values,
  chosen,
  shown,
  more,
}: {
  name: string;
  label: string;
  values: readonly FilterValue[];
  chosen: readonly string[];
  shown: number;
  more: string;
}) {
  return (
    <fieldset className="py-5 first:pt-0">
      <legend className="float-left mb-2 w-full font-medium">{label}</legend>
      <ul className="values clear-both">
        <Values name={name} values={values.slice(0, shown)} chosen={chosen} />
      </ul>
      {values.length > shown ? (
        <details>
          <summary className="w-fit py-1.5 text-muted text-sm underline underline-offset-4">{more}</summary>
          <ul className="values">
            <Values name={name} values={values.slice(shown)} chosen={chosen} />
          </ul>
        </details>
      ) : null}
    </fieldset>
  );
}
