'use client';

import { useEffect, useState } from 'react';
import type { Room } from '#lib/waiting/index.ts';
import { Field, fieldErrors } from './form.tsx';
import { inputClass, Notice, Panel, primaryButtonClass } from './parts.tsx';
import { type Problem, send } from './send.ts';

/** An instant as a `datetime-local` field has it, in the browser's own zone. */
function local(instant: string): string {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Switches the line before the cart on, for some articles or for all, from when until when. */
export function WaitingRoomForm({ room, editable }: { room: Room | null; editable: boolean }) {
  const [on, setOn] = useState(room?.on ?? false);
  const [handles, setHandles] = useState(room?.handles.join('\n') ?? '');
  const [times, setTimes] = useState({ startsAt: '', endsAt: '' });
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ done: boolean; problem: Problem | null }>({
    done: false,
    problem: null,
  });
  // Only the browser knows its zone.
  useEffect(() => {
    if (room) setTimes({ startsAt: local(room.startsAt), endsAt: local(room.endsAt) });
  }, [room]);
  const errors = said.problem ? fieldErrors(said.problem) : {};

  async function save(): Promise<void> {
    const instant = (text: string) => (text ? new Date(text).toISOString() : '');
    setBusy(true);
    const answer = await send<Room>('POST', '/api/admin/settings/waiting-room', {
      on,
      handles: handles.split(/[\s,]+/).filter(Boolean),
      startsAt: instant(times.startsAt),
      endsAt: instant(times.endsAt),
    });
    setBusy(false);
    setSaid({ done: answer.ok, problem: answer.ok ? null : answer.problem });
  }

  const time = (name: 'startsAt' | 'endsAt', label: string, hint: string) => (
    <Field label={label} hint={hint} error={errors[name]} className="max-w-xs">
      {(aria) => (
        <input
          {...aria}
          type="datetime-local"
          className={inputClass}
          value={times[name]}
          disabled={!editable}
          onChange={(event) => setTimes({ ...times, [name]: event.target.value })}
        />
      )}
    </Field>
  );

  return (
    <Panel>
      <div className="grid gap-4 p-4">
        <label className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={on}
            disabled={!editable}
            onChange={(event) => setOn(event.target.checked)}
          />
          People stand in line before they can put these products into the cart
        </label>
        <Field
          label="Products, by the last part of their address"
          hint="One in each line; leave it empty for the whole shop."
          error={Object.entries(errors).find(([name]) => name.startsWith('handles'))?.[1]}
          className="max-w-xl"
        >
          {(aria) => (
            <textarea
              {...aria}
              rows={4}
              className={`${inputClass} h-auto py-2`}
              value={handles}
              disabled={!editable}
              onChange={(event) => setHandles(event.target.value)}
            />
          )}
        </Field>
        {time(
          'startsAt',
          'The sale begins (your time)',
          'The line forms half an hour earlier; then numbers are called.',
        )}
        {time('endsAt', 'The line ends (your time)', 'At most three days later.')}
        {said.done ? <Notice tone="good" title="Saved; it holds within two seconds" /> : null}
        {said.problem ? (
          <Notice tone="bad" title={said.problem.title}>
            {said.problem.detail}
          </Notice>
        ) : null}
        {editable ? (
          <div>
            <button type="button" className={primaryButtonClass} disabled={busy} onClick={() => void save()}>
              {busy ? 'Saving…' : 'Save'}
            </button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
