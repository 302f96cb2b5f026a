'use client';

import { useState } from 'react';
import { TextField, useUnsavedGuard } from './form.tsx';
import { HtmlEditor } from './html-editor.tsx';
import { Panel, primaryButtonClass } from './parts.tsx';
import { type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';

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
  const { busy, message, say, ask } = useSend();
  const dirty = fields.some((field) => texts[field] !== saved[field]);
  useUnsavedGuard(dirty);
  const language = new Intl.DisplayNames(['en'], { type: 'language' }).of(locale) ?? locale;

  async function save() {
    const path = `/api/admin/${of}/${encodeURIComponent(id)}/translations`;
    const answer = await ask<{ purge: Purge }>('POST', path, { locale, texts });
    if (!answer) return;
    setSaved(texts);
    say(purgeMessage(answer.purge));
  }

  return (
    <Panel title={`In ${language}`}>
      <div className="grid gap-3 p-4">
        <Said message={message} />
        <p className="text-xs text-(--a-muted)">
          {of === 'cms'
            ? 'Shown as soon as it is saved, without a draft, if the text is published. '
            : 'Shown as soon as it is saved. '}
          What is empty is shown in the shop’s own language.
        </p>
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
