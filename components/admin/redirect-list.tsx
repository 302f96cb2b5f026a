'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { TextField } from './form.tsx';
import { buttonClass, Empty, Panel, primaryButtonClass } from './parts.tsx';
import { type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';
import { When } from './when.tsx';

type Row = { fromPath: string; toPath: string; createdAt: string };

/** Which addresses lead where: add one, take one away. */
export function RedirectList({
  redirects,
  empty,
  mayEdit,
}: {
  redirects: Row[];
  empty: string;
  mayEdit: boolean;
}) {
  const router = useRouter();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const { busy, errors, message, say, ask } = useSend();

  async function change(method: 'POST' | 'DELETE', body: object, done: string): Promise<boolean> {
    const answer = await ask<{ purge: Purge }>(method, '/api/admin/redirects', body);
    if (!answer) return false;
    say(purgeMessage(answer.purge, done));
    router.refresh();
    return true;
  }

  async function add() {
    const added = await change('POST', { fromPath: from, toPath: to }, `${from} leads to ${to}`);
    if (!added) return;
    setFrom('');
    setTo('');
  }

  return (
    <div className="grid gap-4">
      <Said message={message} />
      {mayEdit ? (
        <Panel title="New redirect">
          <form
            noValidate
            className="grid items-start gap-3 p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <TextField
              label="From"
              placeholder="/products/old-name"
              value={from}
              error={errors.fromPath}
              maxLength={180}
              onChange={setFrom}
            />
            <TextField
              label="To"
              placeholder="/p/new-name"
              value={to}
              error={errors.toPath}
              maxLength={180}
              onChange={setTo}
            />
            <button
              type="submit"
              className={`${primaryButtonClass} sm:mt-5`}
              disabled={busy || from.trim() === '' || to.trim() === ''}
            >
              Add
            </button>
          </form>
        </Panel>
      ) : null}
      <Panel>
        {redirects.length === 0 ? <Empty>{empty}</Empty> : null}
        <ul>
          {redirects.map(({ fromPath, toPath, createdAt }) => (
            <li
              key={fromPath}
              className="flex items-center gap-3 border-(--a-line) border-b px-4 py-2.5 last:border-b-0"
            >
              <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <span className="block font-medium">{fromPath}</span>
                <span className="block text-(--a-muted)">
                  <span aria-hidden="true">→</span>
                  <span className="sr-only">leads to</span> {toPath}
                </span>
              </span>
              <span className="hidden shrink-0 text-(--a-muted) text-xs sm:block">
                <When at={createdAt} />
              </span>
              {mayEdit ? (
                <button
                  type="button"
                  className={buttonClass}
                  disabled={busy}
                  aria-label={`Remove the redirect from ${fromPath}`}
                  onClick={() => void change('DELETE', { fromPath }, `${fromPath} leads nowhere now`)}
                >
                  Remove
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
