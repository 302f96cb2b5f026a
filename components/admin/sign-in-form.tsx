'use client';

import { useEffect, useRef, useState } from 'react';
import { inputClass, Notice, primaryButtonClass } from './parts.tsx';
import { send } from './send.ts';

type Message = { title: string; detail?: string | undefined };

/**
 * Works as a plain form before the script has loaded; after that a refusal keeps what was typed. The second step asks
 * for the code beside the password, which stays in the form until the server has both.
 */
export function SignInForm({
  next,
  initial,
  withCode,
}: {
  next: string;
  initial: Message | null;
  withCode: boolean;
}) {
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<Message | null>(initial);
  const [step, setStep] = useState<'password' | 'code'>(withCode ? 'code' : 'password');
  const [asked, setAsked] = useState(false);
  const code = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (step === 'code' && asked) code.current?.focus();
  }, [step, asked]);

  async function submit(form: HTMLFormElement) {
    setBusy(true);
    const answer = await send('POST', '/api/admin/session', Object.fromEntries(new FormData(form)));
    if (answer.ok) {
      // A full load: no page the router remembers from before may survive signing in.
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setMessage(answer.problem);
    if (answer.problem.code === 'second_factor_needed') {
      setAsked(true);
      setStep('code');
      return;
    }
    const wrong = form.elements.namedItem(answer.problem.code === 'wrong_code' ? 'code' : 'password');
    if (wrong instanceof HTMLInputElement) {
      wrong.value = '';
      wrong.focus();
    }
  }
  const second = step === 'code' && asked;
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
        <Notice tone={second && message.title === 'One more step' ? 'info' : 'bad'} title={message.title}>
          {message.detail}
        </Notice>
      ) : null}
      <div className={second ? 'hidden' : 'space-y-4'}>
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
      </div>
      {step === 'code' ? (
        <label className="block">
          <span className="mb-1 block font-medium">Code</span>
          <input
            ref={code}
            className={`${inputClass} text-lg tracking-widest`}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            required
          />
        </label>
      ) : null}
      <button type="submit" className={`${primaryButtonClass} w-full`} disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
    </form>
  );
}
