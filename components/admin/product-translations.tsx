'use client';

import { useState } from 'react';
import { TextField, useUnsavedGuard } from './form.tsx';
import { HtmlEditor } from './html-editor.tsx';
import { Notice, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { send } from './send.ts';

const fields = ['title', 'descriptionHtml', 'seoTitle', 'seoDescription'] as const;
type Texts = Record<(typeof fields)[number], string>;

const textsOf = (given: Record<string, string>): Texts => ({
  title: given.title ?? '',
  descriptionHtml: given.descriptionHtml ?? '',
  seoTitle: given.seoTitle ?? '',
  seoDescription: given.seoDescription ?? '',
});

/** A product's texts in another language; what is empty is shown in the shop's own. */
export function ProductTranslations({
  id,
  locale,
  texts: initial,
  disabled,
}: {
  id: string;
  locale: string;
  texts: Record<string, string>;
  disabled: boolean;
}) {
  const [saved, setSaved] = useState(textsOf(initial));
  const [texts, setTexts] = useState(saved);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);
  const dirty = fields.some((field) => texts[field] !== saved[field]);
  useUnsavedGuard(dirty);
  const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale;

  async function save() {
    setBusy(true);
    setMessage(null);
    const answer = await send<{ purge: Purge }>('POST', `/api/admin/products/${id}/translations`, {
      locale,
      texts,
    });
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
          value={texts.title}
          disabled={disabled}
          maxLength={255}
          onChange={(title) => setTexts({ ...texts, title })}
        />
        <HtmlEditor
          label={`Description in ${language}`}
          value={texts.descriptionHtml}
          disabled={disabled}
          onChange={(descriptionHtml) => setTexts({ ...texts, descriptionHtml })}
        />
        <TextField
          label={`Search title in ${language}`}
          value={texts.seoTitle}
          disabled={disabled}
          maxLength={255}
          onChange={(seoTitle) => setTexts({ ...texts, seoTitle })}
        />
        <TextField
          label={`Search description in ${language}`}
          value={texts.seoDescription}
          disabled={disabled}
          maxLength={512}
          rows={2}
          onChange={(seoDescription) => setTexts({ ...texts, seoDescription })}
        />
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
