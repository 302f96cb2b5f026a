'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { CategoryMember } from '#lib/catalogue/index.ts';
import { Badge, buttonClass, Empty, inputClass, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

type Saved = { purge: Purge };

/** A category's products in their order: add, take out, move up and down, by mouse or keyboard; then save all at once. */
export function CategoryProducts({
  id,
  version,
  members,
  mayEdit,
}: {
  id: string;
  version: number;
  members: CategoryMember[];
  mayEdit: boolean;
}) {
  const router = useRouter();
  const [list, setList] = useState(members);
  const [saved, setSaved] = useState(members);
  const [q, setQ] = useState('');
  const [found, setFound] = useState<CategoryMember[] | null>(null);
  const [busy, setBusy] = useState('');
  const [message, setMessage] = useState<Message | null>(null);
  const changed = list.map((one) => one.id).join() !== saved.map((one) => one.id).join();

  function move(index: number, by: number) {
    const next = [...list];
    const [one] = next.splice(index, 1);
    if (one) next.splice(index + by, 0, one);
    setList(next);
  }

  async function search() {
    setBusy('search');
    try {
      const response = await fetch(`/api/admin/products/search?${new URLSearchParams({ q })}`, {
        signal: AbortSignal.timeout(15_000),
      });
      const told = (await response.json()) as { products?: CategoryMember[]; title?: string };
      if (told.products) setFound(told.products);
      else setMessage({ tone: 'bad', title: told.title ?? 'No answer' });
    } catch {
      setMessage({ tone: 'bad', title: 'No answer', detail: 'The server did not answer. Try again.' });
    }
    setBusy('');
  }

  async function save() {
    setBusy('save');
    setMessage(null);
    const answer = await send<Saved>('POST', `/api/admin/categories/${id}/products`, {
      productIds: list.map((one) => one.id),
      expectedVersion: version,
    });
    setBusy('');
    if (!answer.ok)
      return setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    setSaved(list);
    setMessage(purgeMessage(answer.value.purge));
    router.refresh();
  }

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[1.5fr_1fr]">
      <Said message={message} className="lg:col-span-2" />
      <Panel
        title={`Products (${list.length})`}
        aside={
          mayEdit ? (
            <button
              type="button"
              className={primaryButtonClass}
              disabled={!changed || busy !== ''}
              onClick={() => void save()}
            >
              {busy === 'save' ? 'Saving…' : 'Save'}
            </button>
          ) : null
        }
      >
        {list.length === 0 ? <Empty>No product of its own yet.</Empty> : null}
        <ol>
          {list.map((one, index) => (
            <li
              key={one.id}
              className="flex items-center gap-2 border-b border-(--a-line) px-4 py-2 last:border-b-0"
            >
              <span className="w-7 shrink-0 text-right text-xs text-(--a-muted) tabular-nums">
                {index + 1}
              </span>
              <span className="min-w-0 flex-1 break-words">
                {one.title} {one.status === 'active' ? null : <Badge tone="quiet">{one.status}</Badge>}
              </span>
              {mayEdit ? (
                <span className="flex shrink-0 gap-1">
                  <button
                    type="button"
                    className={`${buttonClass} w-9 px-0`}
                    disabled={index === 0}
                    aria-label={`Move ${one.title} up`}
                    onClick={() => move(index, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className={`${buttonClass} w-9 px-0`}
                    disabled={index === list.length - 1}
                    aria-label={`Move ${one.title} down`}
                    onClick={() => move(index, 1)}
                  >
                    ↓
                  </button>
                  <button
                    type="button"
                    className={`${buttonClass} w-9 px-0`}
                    aria-label={`Take ${one.title} out`}
                    onClick={() => setList(list.filter(({ id: other }) => other !== one.id))}
                  >
                    ×
                  </button>
                </span>
              ) : null}
            </li>
          ))}
        </ol>
      </Panel>
      {mayEdit ? (
        <Panel title="Add products">
          <form
            className="flex items-end gap-2 p-4"
            onSubmit={(event) => {
              event.preventDefault();
              void search();
            }}
          >
            <label className="min-w-0 flex-1">
              <span className="mb-1 block text-xs text-(--a-muted)">Title, handle or SKU</span>
              <input
                className={inputClass}
                type="search"
                value={q}
                onChange={(event) => setQ(event.target.value)}
              />
            </label>
            <button type="submit" className={buttonClass} disabled={busy !== ''}>
              Find
            </button>
          </form>
          {found?.length === 0 ? <Empty>Nothing fits.</Empty> : null}
          <ul>
            {found?.map((one) => {
              const there = list.some(({ id: other }) => other === one.id);
              return (
                <li key={one.id} className="flex items-center gap-2 border-t border-(--a-line) px-4 py-2">
                  <span className="min-w-0 flex-1 break-words">{one.title}</span>
                  <button
                    type="button"
                    className={buttonClass}
                    disabled={there}
                    aria-label={`Add ${one.title}`}
                    onClick={() => setList([...list, one])}
                  >
                    {there ? 'In it' : 'Add'}
                  </button>
                </li>
              );
            })}
          </ul>
        </Panel>
      ) : null}
    </div>
  );
}
