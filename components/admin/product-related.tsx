'use client';

import { useState } from 'react';
import { buttonClass, Empty, inputClass, Panel } from './parts.tsx';

type Product = { id: string; title: string };

/** Products shown beside this one, picked by hand. */
export function ProductRelated({
  self,
  related,
  disabled,
  onChange,
}: {
  self: string | null;
  related: Product[];
  disabled: boolean;
  onChange: (related: Product[]) => void;
}) {
  const [q, setQ] = useState('');
  const [found, setFound] = useState<Product[] | null>(null);
  const [failed, setFailed] = useState(false);

  async function search() {
    try {
      const response = await fetch(`/api/admin/products/search?${new URLSearchParams({ q })}`, {
        signal: AbortSignal.timeout(15_000),
      });
      const { products } = (await response.json()) as { products: Product[] };
      setFound(products.filter(({ id }) => id !== self).slice(0, 8));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <Panel title={`Related products (${related.length})`}>
      {related.length === 0 ? <Empty>None picked: the shop shows others of its category.</Empty> : null}
      <ul>
        {related.map((one) => (
          <li key={one.id} className="flex items-center gap-2 border-b border-(--a-line) px-4 py-2">
            <span className="min-w-0 flex-1 truncate">{one.title}</span>
            <button
              type="button"
              className={`${buttonClass} w-9 px-0`}
              disabled={disabled}
              aria-label={`Take ${one.title} out`}
              onClick={() => onChange(related.filter(({ id }) => id !== one.id))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {disabled ? null : (
        <div className="grid gap-2 p-4">
          <div className="flex gap-2">
            <input
              type="search"
              className={inputClass}
              aria-label="Find a product to relate"
              placeholder="Title, handle or SKU"
              value={q}
              onChange={(event) => setQ(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                void search();
              }}
            />
            <button type="button" className={buttonClass} onClick={() => void search()}>
              Find
            </button>
          </div>
          {failed ? <p className="text-(--a-bad)">No answer. Try again.</p> : null}
          {found?.length === 0 ? <p className="text-(--a-muted)">Nothing fits.</p> : null}
          {found?.map((one) => (
            <button
              key={one.id}
              type="button"
              className={`${buttonClass} justify-start overflow-hidden`}
              disabled={related.some(({ id }) => id === one.id)}
              onClick={() => onChange([...related, one])}
            >
              <span className="truncate">+ {one.title}</span>
            </button>
          ))}
        </div>
      )}
    </Panel>
  );
}
