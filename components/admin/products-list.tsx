'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Option } from './choice.tsx';
import { Badge, buttonClass, Empty, inputClass, linkClass, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

export type ProductListRow = {
  id: string;
  title: string;
  vendor: string;
  status: string;
  image: string | null;
  variants: number;
  price: string;
  stock: string;
  stockTone: 'quiet' | 'warn' | 'bad';
};

const edits = [
  { value: 'active', label: 'Put on sale' },
  { value: 'draft', label: 'Make a draft' },
  { value: 'archived', label: 'Archive' },
  { value: 'add_tag', label: 'Add a tag' },
  { value: 'remove_tag', label: 'Take a tag off' },
  { value: 'add_to_category', label: 'Add to a category' },
] as const;
type Edit = (typeof edits)[number]['value'];

/** Products with boxes to choose them by; what is chosen is changed alike. */
export function ProductsList({
  products,
  empty,
  mayEdit,
  categories,
  decided,
}: {
  products: ProductListRow[];
  empty: string;
  mayEdit: boolean;
  categories: readonly Option[];
  /** Those whose products a rule decides. */
  decided: readonly string[];
}) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [edit, setEdit] = useState<Edit>('active');
  const [tag, setTag] = useState('');
  const [categoryId, setCategoryId] = useState('');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);
  const all = products.length > 0 && products.every(({ id }) => chosen.has(id));

  function choose(id: string, on: boolean) {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  }

  async function apply() {
    setBusy(true);
    setMessage(null);
    const body =
      edit === 'add_tag' || edit === 'remove_tag'
        ? { do: edit, tag }
        : edit === 'add_to_category'
          ? { do: edit, categoryId }
          : { do: 'set_status', status: edit };
    const answer = await send<{ changed: number; purge: Purge }>('POST', '/api/admin/products/bulk', {
      ids: [...chosen],
      edit: body,
    });
    setBusy(false);
    if (!answer.ok) {
      const { title, detail, errors } = answer.problem;
      const first = Array.isArray(errors) ? (errors as { message: string }[])[0]?.message : undefined;
      return setMessage({ tone: 'bad', title, detail: first ?? detail });
    }
    const { changed, purge } = answer.value;
    setMessage(purgeMessage(purge, `${changed} of ${chosen.size} changed`));
    setChosen(new Set());
    router.refresh();
  }

  return (
    <>
      <Said message={message} className="mb-3" />
      <Panel>
        {products.length === 0 ? <Empty>{empty}</Empty> : null}
        {mayEdit && products.length > 0 ? (
          <div className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-(--a-line) bg-(--a-panel) px-4 py-2">
            <label className="flex min-h-9 items-center gap-2 text-(--a-muted)">
              <input
                type="checkbox"
                className="size-4 accent-(--a-accent)"
                checked={all}
                onChange={(event) =>
                  setChosen(event.target.checked ? new Set(products.map(({ id }) => id)) : new Set())
                }
              />
              {chosen.size > 0 ? `${chosen.size} chosen` : 'Choose all'}
            </label>
            {chosen.size > 0 ? (
              <form
                className="flex flex-wrap items-center gap-2"
                onSubmit={(event) => {
                  event.preventDefault();
                  void apply();
                }}
              >
                <select
                  aria-label="What to do with the chosen products"
                  className={`${inputClass} w-auto!`}
                  value={edit}
                  onChange={(event) => {
                    const found = edits.find(({ value }) => value === event.target.value);
                    if (found) setEdit(found.value);
                  }}
                >
                  {edits.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </select>
                {edit === 'add_tag' || edit === 'remove_tag' ? (
                  <input
                    aria-label="Tag"
                    placeholder="Tag"
                    required
                    maxLength={60}
                    className={`${inputClass} w-36!`}
                    value={tag}
                    onChange={(event) => setTag(event.target.value)}
                  />
                ) : null}
                {edit === 'add_to_category' ? (
                  <select
                    aria-label="Category"
                    required
                    className={`${inputClass} w-auto!`}
                    value={categoryId}
                    onChange={(event) => setCategoryId(event.target.value)}
                  >
                    <option value="">Which category?</option>
                    {categories.flatMap(([id, words]) =>
                      decided.includes(id)
                        ? []
                        : [
                            <option key={id} value={id}>
                              {words}
                            </option>,
                          ],
                    )}
                  </select>
                ) : null}
                <button type="submit" className={primaryButtonClass} disabled={busy}>
                  {busy ? 'Changing…' : 'Apply'}
                </button>
                <button type="button" className={buttonClass} onClick={() => setChosen(new Set())}>
                  Clear
                </button>
              </form>
            ) : null}
          </div>
        ) : null}
        <ul>
          {products.map((product) => (
            <li
              key={product.id}
              className="grid grid-cols-[auto_auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-(--a-line) px-4 py-2 last:border-b-0 md:grid-cols-[auto_auto_minmax(0,1fr)_7rem_9rem_6rem]"
            >
              {mayEdit ? (
                <input
                  type="checkbox"
                  aria-label={`Choose ${product.title}`}
                  className="size-4 accent-(--a-accent)"
                  checked={chosen.has(product.id)}
                  onChange={(event) => choose(product.id, event.target.checked)}
                />
              ) : (
                <span />
              )}
              {product.image ? (
                // biome-ignore lint/performance/noImgElement: a thumbnail of a list only staff see
                <img
                  src={product.image}
                  alt=""
                  width={40}
                  height={40}
                  loading="lazy"
                  className="size-10 rounded bg-(--a-sunken) object-cover"
                />
              ) : (
                <span className="size-10 rounded bg-(--a-sunken)" />
              )}
              <div className="min-w-0">
                <Link
                  href={`/admin/products/${product.id}`}
                  prefetch={false}
                  className={`${linkClass} block truncate font-medium`}
                >
                  {product.title}
                </Link>
                <p className="truncate text-xs text-(--a-muted)">
                  {[product.vendor, product.variants === 1 ? '' : `${product.variants} variants`]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                <p className="text-xs tabular-nums md:hidden">{product.price}</p>
              </div>
              <p className="max-md:hidden">
                <Badge tone={product.stockTone}>{product.stock}</Badge>
              </p>
              <p className="text-right whitespace-nowrap tabular-nums max-md:hidden">{product.price}</p>
              <p className="text-right">
                <Badge tone={product.status === 'active' ? 'good' : 'quiet'}>{product.status}</Badge>
                <span className="mt-0.5 block md:hidden">
                  <Badge tone={product.stockTone}>{product.stock}</Badge>
                </span>
              </p>
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
