'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { TextField, useUnsavedGuard } from './form.tsx';
import { buttonClass, Empty, Panel, primaryButtonClass } from './parts.tsx';
import { type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';

type Row = { key: string; text: string };

const wordsOf = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
const rowOf = (words: readonly string[]): Row => ({ key: crypto.randomUUID(), text: words.join(', ') });

/** Groups of words that mean the same, a line each, saved at once. */
export function SynonymsEditor({
  groups,
  version,
  mayEdit,
}: {
  groups: string[][];
  version: string;
  mayEdit: boolean;
}) {
  const router = useRouter();
  const [rows, setRows] = useState<Row[]>(() => groups.map(rowOf));
  const [saved, setSaved] = useState(() => JSON.stringify(groups));
  const [current, setCurrent] = useState(version);
  const { busy, message, say, ask } = useSend();
  const wanted = rows.map(({ text }) => wordsOf(text)).filter((words) => words.length > 0);
  const dirty = JSON.stringify(wanted) !== saved;
  useUnsavedGuard(dirty && !busy);
  const disabled = !mayEdit || busy;

  async function save() {
    const answer = await ask<{ groups: { words: string[] }[]; version: string; purge: Purge }>(
      'POST',
      '/api/admin/synonyms',
      { groups: wanted, expectedVersion: current },
    );
    if (!answer) return;
    const now = answer.groups.map(({ words }) => words);
    setRows(now.map(rowOf));
    setSaved(JSON.stringify(now));
    setCurrent(answer.version);
    say(purgeMessage(answer.purge));
    router.refresh();
  }

  return (
    <Panel title={`Groups (${rows.length})`}>
      {rows.length === 0 ? <Empty>No words mean the same yet.</Empty> : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <ol>
          {rows.map(({ key, text }, index) => (
            <li
              key={key}
              className="flex items-start gap-2 border-(--a-line) border-b px-4 py-2.5 last:border-b-0"
            >
              <TextField
                quiet
                className="min-w-0 flex-1"
                label={`Group ${index + 1}, words with commas`}
                placeholder="mug, cup, beaker"
                value={text}
                error={wordsOf(text).length === 1 ? 'It needs a second word' : undefined}
                disabled={disabled}
                maxLength={840}
                onChange={(next) =>
                  setRows(rows.map((row) => (row.key === key ? { ...row, text: next } : row)))
                }
              />
              {mayEdit ? (
                <button
                  type="button"
                  className={`${buttonClass} w-9 px-0`}
                  disabled={disabled}
                  aria-label={`Remove group ${index + 1}`}
                  onClick={() => setRows(rows.filter((row) => row.key !== key))}
                >
                  ×
                </button>
              ) : null}
            </li>
          ))}
        </ol>
        <Said message={message} className="px-4 pt-3" />
        {mayEdit ? (
          <div className="flex gap-2 p-4">
            <button
              type="button"
              className={buttonClass}
              disabled={disabled || rows.length >= 500}
              onClick={() => setRows([...rows, rowOf([])])}
            >
              Add a group
            </button>
            <button
              type="submit"
              className={primaryButtonClass}
              disabled={busy || !dirty || wanted.some((words) => words.length === 1)}
            >
              {busy ? 'Saving…' : 'Save'}
            </button>
          </div>
        ) : null}
      </form>
    </Panel>
  );
}
