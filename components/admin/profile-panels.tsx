'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type FieldErrors, fieldErrors, TextField } from './form.tsx';
import { Badge, buttonClass, Notice, Panel, primaryButtonClass } from './parts.tsx';
import { send } from './send.ts';
import { When } from './when.tsx';

export function PasswordPanel() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);

  async function save() {
    setBusy(true);
    const answer = await send('POST', '/api/admin/profile/password', { current, password });
    if (answer.ok) return window.location.assign('/admin/sign-in?next=/admin/profile');
    setBusy(false);
    const { title, detail } = answer.problem;
    const found = fieldErrors(answer.problem);
    setErrors(
      Object.keys(found).length > 0 ? found : { current: [title, detail].filter(Boolean).join('. ') },
    );
  }

  return (
    <Panel title="Password">
      <form
        className="grid gap-3 p-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label="Old password"
          type="password"
          autoComplete="current-password"
          value={current}
          error={errors.current}
          onChange={setCurrent}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters. You sign in again with it, everywhere."
          value={password}
          error={errors.password}
          onChange={setPassword}
        />
        <button
          type="submit"
          className={`${primaryButtonClass} justify-self-start`}
          disabled={busy || current === '' || password === ''}
        >
          {busy ? 'Saving…' : 'Change password'}
        </button>
      </form>
    </Panel>
  );
}

export type SessionRow = { id: string; address: string; device: string; createdAt: string; here: boolean };

export function SessionsPanel({ sessions }: { sessions: SessionRow[] }) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  async function end(which: 'others' | { id: string }) {
    setBusy(true);
    const answer = await send('POST', '/api/admin/profile/sessions', { end: which });
    setBusy(false);
    setFailed(answer.ok ? null : answer.problem.title);
    router.refresh();
  }

  return (
    <Panel
      title="Where you are signed in"
      aside={
        sessions.length > 1 ? (
          <button type="button" className={buttonClass} disabled={busy} onClick={() => void end('others')}>
            End all others
          </button>
        ) : null
      }
    >
      {failed ? (
        <div className="p-4">
          <Notice tone="bad" title={failed} />
        </div>
      ) : null}
      <ul>
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex items-center gap-3 border-b border-(--a-line) px-4 py-2.5 last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <p>
                {session.device} {session.here ? <Badge tone="good">this one</Badge> : null}
              </p>
              <p className="text-xs text-(--a-muted)">
                {session.address ? `${session.address}, ` : ''}since <When at={session.createdAt} />
              </p>
            </div>
            {session.here ? null : (
              <button
                type="button"
                className={buttonClass}
                disabled={busy}
                aria-label={`End the session on ${session.device}`}
                onClick={() => void end({ id: session.id })}
              >
                End
              </button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
