'use client';

import { useState } from 'react';
import { Notice, primaryButtonClass } from './parts.tsx';
import { type Problem, send } from './send.ts';

/** Saves a whole table over the version it was read in, and says what came of it. */
export function SaveTable({
  path,
  body,
  version,
  editable,
}: {
  path: string;
  body: Record<string, unknown>;
  version: string;
  editable: boolean;
}) {
  const [current, setCurrent] = useState(version);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ done: boolean; problem: Problem | null }>({
    done: false,
    problem: null,
  });
  async function save(): Promise<void> {
    setBusy(true);
    const answer = await send<{ version: string }>('POST', path, { ...body, expectedVersion: current });
    setBusy(false);
    if (answer.ok) setCurrent(answer.value.version);
    setSaid({ done: answer.ok, problem: answer.ok ? null : answer.problem });
  }
  const wrong = Array.isArray(said.problem?.errors)
    ? (said.problem.errors as { field: string; message: string }[]).slice(0, 10)
    : [];
  return (
    <div className="mt-4 grid justify-items-start gap-3">
      {said.done ? <Notice tone="good" title="Saved; it holds from the next quote on" /> : null}
      {said.problem ? (
        <Notice tone="bad" title={said.problem.title}>
          {said.problem.detail}
          {wrong.map(({ field, message }) => (
            <p key={field}>
              {field}: {message}
            </p>
          ))}
        </Notice>
      ) : null}
      {editable ? (
        <button type="button" className={primaryButtonClass} disabled={busy} onClick={() => void save()}>
          {busy ? 'Saving…' : 'Save'}
        </button>
      ) : null}
    </div>
  );
}
