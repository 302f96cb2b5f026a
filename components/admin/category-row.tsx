'use client';

import { useSortable } from '@dnd-kit/react/sortable';
import Link from 'next/link';
import { useState } from 'react';
import type { CountedCategoryRow } from '#lib/catalogue/index.ts';
import { childrenOf, type Place, withoutBelow } from './category-place.ts';
import { SelectField, TextField } from './form.tsx';
import { Badge, buttonClass, linkClass } from './parts.tsx';

const top = '';

/** One category of the tree, with what can be done to it where it stands. */
export function CategoryRow({
  row,
  rows,
  index,
  mayEdit,
  busy,
  open,
  onOpen,
  onMove,
  onCreate,
}: {
  row: CountedCategoryRow;
  rows: readonly CountedCategoryRow[];
  index: number;
  mayEdit: boolean;
  busy: boolean;
  open: boolean;
  onOpen: (open: boolean) => void;
  onMove: (place: Place) => Promise<void>;
  onCreate: (title: string) => Promise<boolean>;
}) {
  const { ref, handleRef, isDragging } = useSortable({ id: row.id, index, disabled: !mayEdit });
  return (
    <li
      ref={ref}
      className={`border-b border-(--a-line) bg-(--a-panel) last:border-b-0 ${isDragging ? 'opacity-60 shadow-lg' : ''}`}
    >
      <div
        className="flex min-h-12 items-center gap-2 py-1.5 pr-3"
        style={{ paddingLeft: `${0.75 + row.depth * 1.5}rem` }}
      >
        {mayEdit ? (
          <button
            ref={handleRef}
            type="button"
            className="size-9 shrink-0 cursor-grab touch-none rounded-md text-(--a-muted) hover:bg-(--a-sunken)"
            aria-label={`Drag ${row.title}`}
          >
            ⠿
          </button>
        ) : null}
        <span className="min-w-0 flex-1">
          <Link
            href={`/admin/categories/${row.id}`}
            prefetch={false}
            className={`${linkClass} font-medium [overflow-wrap:anywhere]`}
          >
            {row.title}
          </Link>{' '}
          {row.hidden ? <Badge tone="quiet">hidden</Badge> : null}{' '}
          {row.byRule ? (
            <Badge tone={row.due ? 'warn' : 'info'}>{row.due ? 'rule is being applied' : 'by rule'}</Badge>
          ) : null}
        </span>
        <span className="shrink-0 text-(--a-muted) tabular-nums">
          {row.products}
          <span className="sr-only"> products</span>
        </span>
        {mayEdit ? (
          <button
            type="button"
            className={`${buttonClass} shrink-0`}
            aria-expanded={open}
            aria-label={`Move ${row.title}, or add below it`}
            onClick={() => onOpen(!open)}
          >
            Move…
          </button>
        ) : null}
      </div>
      {open ? <PlaceForm row={row} rows={rows} busy={busy} onMove={onMove} onCreate={onCreate} /> : null}
    </li>
  );
}

function PlaceForm({
  row,
  rows,
  busy,
  onMove,
  onCreate,
}: {
  row: CountedCategoryRow;
  rows: readonly CountedCategoryRow[];
  busy: boolean;
  onMove: (place: Place) => Promise<void>;
  onCreate: (title: string) => Promise<boolean>;
}) {
  const siblings = childrenOf(rows, row.parentId, row.id);
  const own = rows.filter(({ parentId }) => parentId === row.parentId).findIndex(({ id }) => id === row.id);
  const [parent, setParent] = useState(row.parentId ?? top);
  const [after, setAfter] = useState(siblings[own - 1]?.id ?? top);
  // Once moved, the form says where it is now.
  const place = `${row.parentId} ${siblings[own - 1]?.id}`;
  const [seen, setSeen] = useState(place);
  if (seen !== place) {
    setSeen(place);
    setParent(row.parentId ?? top);
    setAfter(siblings[own - 1]?.id ?? top);
  }
  const [title, setTitle] = useState('');
  const kept = withoutBelow(rows, row.id);
  const places = rows.filter(({ id }) => id !== row.id && kept.some((one) => one.id === id));
  const parentId = parent === top ? null : parent;
  const behind = childrenOf(rows, parentId, row.id);
  const shift = (to: number) =>
    onMove({ parentId: row.parentId, afterId: to === 0 ? null : (siblings[to - 1]?.id ?? null) });
  return (
    <div className="grid gap-3 border-t border-(--a-line) bg-(--a-sunken) p-4">
      <form
        className="grid items-end gap-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          void onMove({ parentId, afterId: after === top ? null : after });
        }}
      >
        <SelectField
          label={`Where ${row.title} is`}
          value={parent}
          options={[
            { value: top, label: 'At the top' },
            ...places.map(({ id, title: name, depth }) => ({
              value: id,
              label: `${'\u2003'.repeat(depth)}below ${name}`,
            })),
          ]}
          onChange={(value) => {
            setParent(value);
            setAfter(childrenOf(rows, value === top ? null : value, row.id).at(-1)?.id ?? top);
          }}
        />
        <SelectField
          label="Behind"
          value={after}
          options={[
            { value: top, label: 'First' },
            ...behind.map(({ id, title: name }) => ({ value: id, label: `behind ${name}` })),
          ]}
          onChange={setAfter}
        />
        <span className="flex gap-2">
          <button type="submit" className={buttonClass} disabled={busy}>
            Move
          </button>
          <button
            type="button"
            className={`${buttonClass} w-9 px-0`}
            disabled={busy || own === 0}
            aria-label={`Move ${row.title} up`}
            onClick={() => void shift(own - 1)}
          >
            ↑
          </button>
          <button
            type="button"
            className={`${buttonClass} w-9 px-0`}
            disabled={busy || own === siblings.length}
            aria-label={`Move ${row.title} down`}
            onClick={() => void shift(own + 1)}
          >
            ↓
          </button>
        </span>
      </form>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void onCreate(title).then((made) => (made ? setTitle('') : undefined));
        }}
      >
        <TextField
          className="max-w-sm flex-1"
          label={`New category below ${row.title}`}
          value={title}
          maxLength={255}
          onChange={setTitle}
        />
        <button type="submit" className={buttonClass} disabled={busy || title.trim() === ''}>
          Make it
        </button>
      </form>
    </div>
  );
}
