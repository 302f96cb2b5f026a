'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { StaffCmsBlock } from '#lib/catalogue/index.ts';
import { Prose } from '../ui/prose.tsx';
import { TextField } from './form.tsx';
import { HtmlEditor } from './html-editor.tsx';
import { Badge, buttonClass, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { send } from './send.ts';

type Edited = { block: StaffCmsBlock; purge: Purge | null };

/** Edits a text of the shop: a draft is kept and looked at here, and only what is published is on its pages. */
export function CmsEditor({
  block: initial,
  language,
  mayEdit,
}: {
  block: StaffCmsBlock;
  /** The shop's own, as it is called. */
  language: string;
  mayEdit: boolean;
}) {
  const router = useRouter();
  const [block, setBlock] = useState(initial);
  const [title, setTitle] = useState(initial.draftTitle ?? initial.title);
  const [html, setHtml] = useState(initial.draftHtml ?? initial.bodyHtml);
  const [busy, setBusy] = useState('');
  const [message, setMessage] = useState<Message | null>(null);
  const hasDraft = block.draftHtml !== null;
  const typed = title !== (block.draftTitle ?? block.title) || html !== (block.draftHtml ?? block.bodyHtml);
  const disabled = !mayEdit || busy !== '';
  // A page that was never there does not begin as an empty one.
  const nothingToShow = !block.published && block.draftHtml === '';

  async function run(what: 'save_draft' | 'publish' | 'discard_draft') {
    setBusy(what);
    setMessage(null);
    const body = {
      do: what,
      expectedVersion: block.version,
      ...(what === 'save_draft' ? { title, bodyHtml: html } : {}),
    };
    const answer = await send<Edited>('POST', `/api/admin/cms/${encodeURIComponent(block.key)}`, body);
    setBusy('');
    if (!answer.ok)
      return setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
    const { block: now, purge } = answer.value;
    setBlock(now);
    setTitle(now.draftTitle ?? now.title);
    setHtml(now.draftHtml ?? now.bodyHtml);
    if (purge) setMessage(purgeMessage(purge, 'Published'));
    else
      setMessage({
        tone: 'good',
        title:
          what === 'discard_draft'
            ? 'Draft discarded'
            : now.published
              ? 'Draft kept; the shop shows the published text'
              : 'Draft kept; nobody sees it until it is published',
      });
    router.refresh();
  }

  return (
    <div className="grid gap-4">
      <Said message={message} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel
          title={`In ${language}`}
          aside={
            <Badge tone={hasDraft || typed || !block.published ? 'warn' : 'good'}>
              {typed
                ? 'not kept yet'
                : !block.published
                  ? 'not published'
                  : hasDraft
                    ? 'draft waits'
                    : 'published'}
            </Badge>
          }
        >
          <div className="grid gap-3 p-4">
            <TextField label="Title" value={title} disabled={disabled} maxLength={255} onChange={setTitle} />
            <HtmlEditor
              label="Text, as HTML; scripts, styles and forms are taken out"
              value={html}
              disabled={disabled}
              onChange={setHtml}
            />
            {mayEdit ? (
              <div className="flex flex-wrap gap-2">
                <button
                  type="button"
                  className={buttonClass}
                  disabled={busy !== '' || !typed}
                  onClick={() => void run('save_draft')}
                >
                  {busy === 'save_draft' ? 'Keeping…' : 'Keep draft and preview'}
                </button>
                <button
                  type="button"
                  className={primaryButtonClass}
                  disabled={busy !== '' || !hasDraft || typed || nothingToShow}
                  onClick={() => void run('publish')}
                >
                  {busy === 'publish' ? 'Publishing…' : 'Publish'}
                </button>
                {hasDraft && block.published ? (
                  <button
                    type="button"
                    className={buttonClass}
                    disabled={busy !== ''}
                    onClick={() => void run('discard_draft')}
                  >
                    Discard draft
                  </button>
                ) : null}
              </div>
            ) : null}
          </div>
        </Panel>
        <Panel title={hasDraft || !block.published ? 'Preview of the draft' : 'As published'}>
          <div className="p-4">
            <h3 className="display mb-4 text-section">{block.draftTitle ?? block.title}</h3>
            <Prose html={block.draftHtml ?? block.bodyHtml} />
          </div>
        </Panel>
      </div>
    </div>
  );
}
