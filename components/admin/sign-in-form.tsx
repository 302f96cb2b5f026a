'use client';

import { useState } from 'react';
import { inputClass, Notice, primaryButtonClass } from './parts.tsx';
import { send } from './send.ts';

type Message = { title: string; detail?: string | undefined };

/** Works as a plain form before the script has loaded; after that a refusal keeps what was typed. */
export function SignInForm({ next, initial }: { next: string; initial: Message | null }) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<Message | null>(initial);
  async function submit(form: HTMLFormElement) {
    setBusy(true);
    const fields = Object.fromEntries(new FormData(form));
    const answer = await send('POST', '/api/admin/session', fields);
    if (answer.ok) {
      // A full load: no page the router remembers from before may survive signing in.
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setMessage(answer.problem);
    const field = form.elements.namedItem('password');
    if (field instanceof HTMLInputElement) {
      field.value = '';
      field.focus();
    }
  }
  return (
    <form
      method="post"
      action="/api/admin/session"
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <input type="hidden" name="next" value={next} />
      {message ? (
        <Notice tone="bad" title={message.title}>
          {message.detail}
        </Notice>
      ) : null}
      <label className="block">
        <span className="mb-1 block font-medium">E-mail</span>
        <input className={inputClass} name="email" type="email" autoComplete="username" required />
      </label>
      <label className="block">
        <span className="mb-1 block font-medium">Password</span>
        <input
          className={inputClass}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
      </label>
      <button type="submit" className={`${primaryButtonClass} w-full`} disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}
