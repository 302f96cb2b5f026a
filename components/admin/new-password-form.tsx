'use client';

import { useState } from 'react';
import { fieldErrors, TextField } from './form.tsx';
import { Notice, primaryButtonClass } from './parts.tsx';
import { send } from './send.ts';

/** Chooses a password by an invitation's link. */
export function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [message, setMessage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit() {
    setBusy(true);
    setError(undefined);
    setMessage(null);
    const answer = await send('POST', '/api/admin/invitation', { token, password });
    if (answer.ok) return window.location.assign('/admin/sign-in');
    setBusy(false);
    const wrong = fieldErrors(answer.problem).password;
    if (wrong) setError(wrong);
    else setMessage(answer.problem.title);
  }

  return (
    <form
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {message ? <Notice tone="bad" title={message} /> : null}
      {/* Password managers store it under this name. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField
        label="New password"
        type="password"
        autoComplete="new-password"
        hint="At least 12 characters. Three or four words are easy to remember and hard to guess."
        value={password}
        error={error}
        onChange={setPassword}
      />
      <button type="submit" className={primaryButtonClass} disabled={busy}>
        {busy ? 'Saving…' : 'Save and sign in'}
      </button>
    </form>
  );
}
