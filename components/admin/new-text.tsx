'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { TextField } from './form.tsx';
import { Panel, primaryButtonClass } from './parts.tsx';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';

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
  const [made, setMade] = useState(false);
  const { errors, message, ask, ...sent } = useSend();
  const busy = sent.busy || made;
  const key = written ?? keyOf(title);

  async function add() {
    const answer = await ask<{ block: { key: string } }>('POST', '/api/admin/cms', { key, title });
    if (!answer) return;
    setMade(true);
    router.push(`/admin/cms/${answer.block.key}`);
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
      <Said message={message} className="px-4 pb-4" />
    </Panel>
  );
}
