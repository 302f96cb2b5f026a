'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type FieldErrors, fieldErrors, TextField } from './form.tsx';
import { Notice, Panel, primaryButtonClass } from './parts.tsx';
import type { Message } from './purge-message.ts';
import { send } from './send.ts';

const keyOf = (title: string) =>
  (
    title
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/\p{M}/gu, '')
      .match(/[a-z0-9]+/g) ?? []
  )
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '');

/** Makes a text and goes on in its editor. Its name follows the title until it is written by hand. */
export function NewText() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  const [written, setWritten] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState(false);
  const key = written ?? keyOf(title);

  async function add() {
    setBusy(true);
    setErrors({});
    setMessage(null);
    const answer = await send<{ block: { key: string } }>('POST', '/api/admin/cms', { key, title });
    if (answer.ok) return router.push(`/admin/cms/${answer.value.block.key}`);
    setBusy(false);
    const wrong = fieldErrors(answer.problem);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0)
      setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
  }

  return (
    <Panel title="New text">
      <form
        noValidate
        className="grid items-start gap-3 p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <TextField
          label="Title"
          placeholder="Imprint"
          value={title}
          error={errors.title}
          disabled={busy}
          maxLength={255}
          onChange={setTitle}
        />
        <TextField
          label="Name in its address, /pages/…"
          placeholder="imprint"
          hint="The shop itself shows home-hero, home-story, footer-about, shipping-info and returns. Links to all others are put into header and footer under Shop."
          value={key}
          error={errors.key}
          disabled={busy}
          maxLength={60}
          onChange={setWritten}
        />
        <button type="submit" className={`${primaryButtonClass} sm:mt-5`} disabled={busy || !title.trim()}>
          {busy ? 'Making…' : 'Write it'}
        </button>
      </form>
      {message ? (
        <div className="px-4 pb-4">
          <Notice tone={message.tone} title={message.title}>
            {message.detail}
          </Notice>
        </div>
      ) : null}
    </Panel>
  );
}
