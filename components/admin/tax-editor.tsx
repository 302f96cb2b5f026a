'use client';

import { useState } from 'react';
import type { TaxRow } from '#lib/rates/index.ts';
import { buttonClass, headCellClass, inputClass, Panel } from './parts.tsx';
import { SaveTable } from './save-table.tsx';

type Row = {
  key: number;
  country: string;
  region: string;
  name: string;
  standard: string;
  reduced: string;
  shipping: boolean;
};

const percent = (thousandths: number) => String(thousandths / 1_000);
const thousandths = (text: string) => Math.round(Number(text.replace(',', '.')) * 1_000);

/** The tax table: a row for each country, or for each of its states. */
export function TaxEditor({
  table,
  version,
  editable,
}: {
  table: TaxRow[];
  version: string;
  editable: boolean;
}) {
  const [rows, setRows] = useState<Row[]>(() =>
    table.map((row, key) => ({
      ...row,
      key,
      standard: percent(row.standard),
      reduced: percent(row.reduced),
    })),
  );
  const change = (key: number, next: Partial<Row>) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...next } : row)));
  const cell = (row: Row, field: 'country' | 'region' | 'name' | 'standard' | 'reduced', label: string) => (
    <td className="p-1">
      <input
        aria-label={`${label} of ${row.country} ${row.region}`.trim()}
        className={inputClass}
        value={row[field]}
        disabled={!editable}
        inputMode={field === 'standard' || field === 'reduced' ? 'decimal' : 'text'}
        onChange={(event) => change(row.key, { [field]: event.target.value })}
      />
    </td>
  );
  return (
    <>
      <Panel>
        <div className="relative overflow-x-auto">
          <table className="w-full min-w-160">
            <thead>
              <tr>
                {['Country', 'State', 'Name on the invoice', 'Standard %', 'Reduced %', 'Shipping taxed'].map(
                  (title) => (
                    <th key={title} className={headCellClass}>
                      {title}
                    </th>
                  ),
                )}
                <th className={headCellClass}>
                  <span className="sr-only">Remove</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key} className="border-t border-(--a-line)">
                  {cell(row, 'country', 'Country')}
                  {cell(row, 'region', 'State')}
                  {cell(row, 'name', 'Name')}
                  {cell(row, 'standard', 'Standard rate')}
                  {cell(row, 'reduced', 'Reduced rate')}
                  <td className="p-1 text-center">
                    <input
                      type="checkbox"
                      aria-label={`Shipping taxed in ${row.country} ${row.region}`.trim()}
                      className="size-5"
                      checked={row.shipping}
                      disabled={!editable}
                      onChange={(event) => change(row.key, { shipping: event.target.checked })}
                    />
                  </td>
                  <td className="p-1">
                    {editable ? (
                      <button
                        type="button"
                        className={buttonClass}
                        aria-label={`Remove ${row.country} ${row.region}`.trim()}
                        onClick={() => setRows((all) => all.filter(({ key }) => key !== row.key))}
                      >
                        Remove
                      </button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {editable ? (
        <button
          type="button"
          className={`${buttonClass} mt-4`}
          onClick={() =>
            setRows((all) => [
              ...all,
              {
                key: Math.max(0, ...all.map(({ key }) => key)) + 1,
                country: '',
                region: '',
                name: 'VAT',
                standard: '0',
                reduced: '0',
                shipping: true,
              },
            ])
          }
        >
          Add a place
        </button>
      ) : null}
      <SaveTable
        path="/api/admin/settings/tax"
        version={version}
        editable={editable}
        body={{
          table: rows.map(({ key: _key, standard, reduced, ...row }) => ({
            ...row,
            standard: thousandths(standard),
            reduced: thousandths(reduced),
          })),
        }}
      />
    </>
  );
}
