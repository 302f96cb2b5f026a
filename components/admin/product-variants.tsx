'use client';

import { useState } from 'react';
import { type FieldErrors, TextField } from './form.tsx';
import { buttonClass, Panel } from './parts.tsx';
import { blankVariant, missingCombinations, type ProductDraft, type VariantDraft } from './product-draft.ts';

const columns = [
  { field: 'price', error: 'priceMinor', label: 'Price', inputMode: 'decimal' },
  { field: 'compareAt', error: 'compareAtMinor', label: 'Compare at', inputMode: 'decimal' },
  { field: 'onHand', error: 'onHand', label: 'On hand', inputMode: 'numeric' },
  { field: 'cost', error: 'costMinor', label: 'Cost', inputMode: 'decimal' },
  { field: 'grams', error: 'weightGrams', label: 'Grams', inputMode: 'numeric' },
  { field: 'barcode', error: 'barcode', label: 'Barcode', inputMode: 'text' },
] as const;
type Column = (typeof columns)[number]['field'];

/** Options, the matrix of variants they make, and filling a column for all of them at once. */
export function ProductVariants({
  draft,
  errors,
  currency,
  disabled,
  mayPrice,
  mayStock,
  onChange,
}: {
  draft: ProductDraft;
  errors: FieldErrors;
  currency: string;
  disabled: boolean;
  mayPrice: boolean;
  mayStock: boolean;
  onChange: (change: Pick<ProductDraft, 'variants' | 'optionNames'>) => void;
}) {
  const { variants, optionNames } = draft;
  const [values, setValues] = useState<string[]>([]);
  const [fill, setFill] = useState<{ column: Column; text: string }>({ column: 'price', text: '' });
  const locked = (column: Column) =>
    disabled ||
    (column === 'onHand' ? !mayStock : ['price', 'compareAt', 'cost'].includes(column) && !mayPrice);

  const setVariant = (index: number, change: Partial<VariantDraft>) =>
    onChange({
      optionNames,
      variants: variants.map((one, at) => (at === index ? { ...one, ...change } : one)),
    });

  function setOptions(names: string[]) {
    onChange({
      optionNames: names,
      variants: variants.map((one) => ({
        ...one,
        optionValues: names.map((_, at) => one.optionValues[at] ?? ''),
      })),
    });
  }

  function generate() {
    const lists = optionNames.map((_, at) => {
      const typed = (values[at] ?? '').split(',').map((value) => value.trim());
      const present = variants.map((one) => one.optionValues[at] ?? '');
      return [...new Set([...present, ...typed])].filter(Boolean);
    });
    const kept = variants.filter((one) => one.stored || one.optionValues.every(Boolean));
    const missing = missingCombinations(
      lists,
      kept.map((one) => one.optionValues),
    );
    const model = kept[0];
    const made = missing.slice(0, 250 - kept.length).map((optionValues) => ({
      ...blankVariant(optionValues),
      price: model?.price ?? '',
      sku: [draft.handle, ...optionValues]
        .join('-')
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]+/g, '-')
        .slice(0, 120),
    }));
    onChange({ optionNames, variants: [...kept, ...made] });
    setValues([]);
  }

  return (
    <Panel title={`Variants (${variants.length})`}>
      <div className="grid gap-3 border-b border-(--a-line) p-4">
        {optionNames.map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place; its name is being typed
          <div key={at} className="flex flex-wrap items-end gap-2">
            <TextField
              label={`Option ${at + 1}`}
              className="w-36"
              value={name}
              error={errors[`optionNames.${at}`]}
              disabled={disabled}
              maxLength={100}
              placeholder="Size"
              onChange={(next) => setOptions(optionNames.map((one, place) => (place === at ? next : one)))}
            />
            <TextField
              label="More values, with commas"
              className="min-w-40 flex-1"
              value={values[at] ?? ''}
              disabled={disabled}
              placeholder="S, M, L"
              onChange={(next) =>
                setValues(optionNames.map((_, place) => (place === at ? next : (values[place] ?? ''))))
              }
            />
            <button
              type="button"
              className={buttonClass}
              disabled={disabled}
              onClick={() => setOptions(optionNames.filter((_, place) => place !== at))}
            >
              Remove
            </button>
          </div>
        ))}
        <div className="flex flex-wrap gap-2">
          {optionNames.length < 3 ? (
            <button
              type="button"
              className={buttonClass}
              disabled={disabled}
              onClick={() => setOptions([...optionNames, ''])}
            >
              Add an option
            </button>
          ) : null}
          {optionNames.length > 0 ? (
            <button type="button" className={buttonClass} disabled={disabled} onClick={generate}>
              Make missing combinations
            </button>
          ) : null}
          {variants.length > 1 ? (
            <span className="ml-auto flex flex-wrap items-center gap-2">
              <select
                aria-label="Column to fill"
                className={`${buttonClass} font-normal`}
                value={fill.column}
                onChange={(event) => {
                  const found = columns.find(({ field }) => field === event.target.value);
                  if (found) setFill({ ...fill, column: found.field });
                }}
              >
                {columns.map(({ field, label }) => (
                  <option key={field} value={field} disabled={locked(field)}>
                    {label}
                  </option>
                ))}
              </select>
              <input
                aria-label="Value for all variants"
                className="h-9 w-24 rounded-md border border-(--a-line) bg-(--a-panel) px-2 text-right"
                value={fill.text}
                onChange={(event) => setFill({ ...fill, text: event.target.value })}
              />
              <button
                type="button"
                className={buttonClass}
                disabled={locked(fill.column)}
                onClick={() =>
                  onChange({
                    optionNames,
                    variants: variants.map((one) => ({ ...one, [fill.column]: fill.text })),
                  })
                }
              >
                Fill all
              </button>
            </span>
          ) : null}
        </div>
        {errors.variants ? (
          <p role="alert" className="text-xs font-medium text-(--a-bad)">
            {errors.variants}
          </p>
        ) : null}
      </div>
      <ul>
        {variants.map((variant, index) => {
          const name =
            variant.optionValues.filter(Boolean).join(' / ') || variant.sku || `variant ${index + 1}`;
          const at = (field: string) => errors[`variants.${index}.${field}`];
          return (
            <li
              key={variant.key}
              aria-label={name}
              className="grid grid-cols-2 items-start gap-2 border-b border-(--a-line) px-4 py-3 last:border-b-0 sm:grid-cols-3 lg:grid-cols-[minmax(8rem,1.4fr)_repeat(6,minmax(4.5rem,1fr))_auto]"
            >
              <div className="col-span-2 grid gap-2 sm:col-span-3 lg:col-span-1">
                {optionNames.map((option, place) => (
                  <TextField
                    // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place
                    key={place}
                    label={option || `Option ${place + 1}`}
                    value={variant.optionValues[place] ?? ''}
                    error={place === 0 ? at('optionValues') : undefined}
                    disabled={disabled}
                    onChange={(next) =>
                      setVariant(index, {
                        optionValues: optionNames.map((_, one) =>
                          one === place ? next : (variant.optionValues[one] ?? ''),
                        ),
                      })
                    }
                  />
                ))}
                <TextField
                  label="SKU"
                  value={variant.sku}
                  error={at('sku')}
                  disabled={disabled || variant.stored}
                  maxLength={120}
                  onChange={(sku) => setVariant(index, { sku })}
                />
              </div>
              {columns.map(({ field, error, label, inputMode }) => (
                <TextField
                  key={field}
                  label={field === 'price' ? `Price, ${currency}` : label}
                  value={variant[field]}
                  error={at(error)}
                  disabled={locked(field)}
                  inputMode={inputMode}
                  inputClassName="text-right tabular-nums"
                  onChange={(next) => setVariant(index, { [field]: next })}
                />
              ))}
              <button
                type="button"
                className={`${buttonClass} self-end`}
                disabled={disabled || variants.length === 1}
                aria-label={`Remove ${name}`}
                onClick={() =>
                  onChange({ optionNames, variants: variants.filter((_, place) => place !== index) })
                }
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
