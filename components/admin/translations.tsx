'use client';

import { useState } from 'react';
import { TextField, useUnsavedGuard } from './form.tsx';
import { HtmlEditor } from './html-editor.tsx';
import { Notice, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { send } from './send.ts';

const described = { products: 'descriptionHtml', categories: 'description', cms: 'bodyHtml' } as const;
const words = { products: 'Description', categories: 'Description', cms: 'Text' } as const;

/** A product, a category or a text in another language; what is empty is shown in the shop's own. */
export function Translations({
  of,
  id,
  locale,
  texts: initial,
  disabled,
}: {
  of: keyof typeof described;
  id: string;
  locale: string;
  texts: Record<string, string>;
  disabled: boolean;
}) {
  const description = described[of];
  const searched = of !== 'cms';
  const fields = ['title', description, ...(searched ? ['seoTitle', 'seoDescription'] : [])];
  const [saved, setSaved] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map((field) => [field, initial[field] ?? ''])),
  );
  const [texts, setTexts] = useState(saved);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);
  const dirty = fields.some((field) => texts[field] !== saved[field]);
  useUnsavedGuard(dirty);
  const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale;

  async function save() {
    setBusy(true);
    setMessage(null);
    const answer = await send<{ purge: Purge }>(
      'POST',
      `/api/admin/${of}/${encodeURIComponent(id)}/translations`,
      {
        locale,
        texts,
      },
    );
    setBusy(false);
    if (!answer.ok) {
      return setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    }
    setSaved(texts);
    setMessage(purgeMessage(answer.value.purge));
  }

  return (
    <Panel title={`In ${language}`}>
      <div className="grid gap-3 p-4">
        {message ? (
          <Notice tone={message.tone} title={message.title}>
            {message.detail}
          </Notice>
        ) : null}
        <TextField
          label={`Title in ${language}`}
          value={texts.title ?? ''}
          disabled={disabled}
          maxLength={255}
          onChange={(title) => setTexts({ ...texts, title })}
        />
        {of !== 'categories' ? (
          <HtmlEditor
            label={`${words[of]} in ${language}`}
            value={texts[description] ?? ''}
            disabled={disabled}
            onChange={(text) => setTexts({ ...texts, [description]: text })}
          />
        ) : (
          <TextField
            label={`${words[of]} in ${language}`}
            value={texts[description] ?? ''}
            disabled={disabled}
            maxLength={1_024}
            rows={3}
            onChange={(text) => setTexts({ ...texts, [description]: text })}
          />
        )}
        {searched ? (
          <>
            <TextField
              label={`Search title in ${language}`}
              value={texts.seoTitle ?? ''}
              disabled={disabled}
              maxLength={255}
              onChange={(seoTitle) => setTexts({ ...texts, seoTitle })}
            />
            <TextField
              label={`Search description in ${language}`}
              value={texts.seoDescription ?? ''}
              disabled={disabled}
              maxLength={512}
              rows={2}
              onChange={(seoDescription) => setTexts({ ...texts, seoDescription })}
            />
          </>
        ) : null}
        {disabled ? null : (
          <button
            type="button"
            className={`${primaryButtonClass} justify-self-start`}
            disabled={busy || !dirty}
            onClick={() => void save()}
          >
            {busy ? 'Saving…' : `Save ${language}`}
          </button>
        )}
      </div>
    </Panel>
  );
}
