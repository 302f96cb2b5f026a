'use client';

import { DragDropProvider } from '@dnd-kit/react';
import { isSortable } from '@dnd-kit/react/sortable';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { CountedCategoryRow } from '#lib/catalogue/index.ts';
import { movedTo, type Place, placeAt, placeWords, withoutBelow } from './category-place.ts';
import { CategoryRow } from './category-row.tsx';
import { TextField } from './form.tsx';
import { buttonClass, Empty, Panel } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

/** How far to the side one level is, in pixels. */
const step = 24;

/**
 * The category tree: dragged into place (to the side for another level), or moved by a form that keyboards and phones
 * use as well. Every move is saved at once.
 */
export function CategoryTree({ rows: stored, mayEdit }: { rows: CountedCategoryRow[]; mayEdit: boolean }) {
  const router = useRouter();
  const [rows, setRows] = useState(stored);
  const [seen, setSeen] = useState(stored);
  if (seen !== stored) {
    setSeen(stored);
    setRows(stored);
  }
  const [dragged, setDragged] = useState<string | null>(null);
  const [aim, setAim] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);
  const shown = withoutBelow(rows, dragged);

  async function change(path: string, body: object, done: string): Promise<boolean> {
    setBusy(true);
    setMessage(null);
    const answer = await send<{ purge: Purge }>('POST', path, body);
    setBusy(false);
    if (answer.ok) setMessage(purgeMessage(answer.value.purge, done));
    else {
      setRows(stored);
      setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    }
    router.refresh();
    return answer.ok;
  }

  async function move(id: string, place: Place) {
    const own = rows.find((row) => row.id === id);
    if (!own) return;
    setRows(movedTo(rows, id, place));
    await change(`/api/admin/categories/${id}/move`, place, `${own.title} is ${placeWords(rows, place)}`);
  }

  function placeOf(source: { initialIndex: number; index: number }, aside: number): Place {
    const depth = (shown[source.initialIndex]?.depth ?? 0) + Math.round(aside / step);
    return placeAt(shown, source.initialIndex, source.index, depth);
  }

  const create = (name: string, parentId: string | null) =>
    change('/api/admin/categories', { title: name, parentId }, `${name} is made`);

  return (
    <div className="grid gap-4">
      <Said message={message} />
      <Panel>
        {rows.length === 0 ? <Empty>No category yet.</Empty> : null}
        <DragDropProvider
          onDragStart={({ operation }) => setDragged(String(operation.source?.id ?? ''))}
          onDragMove={({ operation: { source, transform } }) => {
            if (isSortable(source)) setAim(placeWords(rows, placeOf(source, transform.x)));
          }}
          onDragEnd={({ operation: { source, transform }, canceled }) => {
            setDragged(null);
            setAim('');
            if (canceled || !isSortable(source)) return;
            void move(String(source.id), placeOf(source, transform.x));
          }}
        >
          <ul aria-label="Category tree">
            {shown.map((row, index) => (
              <CategoryRow
                key={row.id}
                row={row}
                rows={rows}
                index={index}
                mayEdit={mayEdit}
                busy={busy}
                open={open === row.id}
                onOpen={(wanted) => setOpen(wanted ? row.id : null)}
                onMove={(place) => move(row.id, place)}
                onCreate={(name) => create(name, row.id)}
              />
            ))}
          </ul>
        </DragDropProvider>
        <p aria-live="polite" className="sr-only">
          {aim}
        </p>
        {aim ? (
          <p
            aria-hidden="true"
            className="fixed bottom-4 left-1/2 z-20 -translate-x-1/2 rounded-md bg-(--a-ink) px-3 py-1.5 text-(--a-bg)"
          >
            {aim}
          </p>
        ) : null}
        {mayEdit ? (
          <form
            className={`flex items-end gap-2 p-4 ${rows.length > 0 ? 'border-t border-(--a-line)' : ''}`}
            onSubmit={(event) => {
              event.preventDefault();
              void create(title, null).then((made) => (made ? setTitle('') : undefined));
            }}
          >
            <TextField
              className="max-w-sm flex-1"
              label="New category at the top"
              value={title}
              maxLength={255}
              onChange={setTitle}
            />
            <button type="submit" className={buttonClass} disabled={busy || title.trim() === ''}>
              Make it
            </button>
          </form>
        ) : null}
      </Panel>
    </div>
  );
}
