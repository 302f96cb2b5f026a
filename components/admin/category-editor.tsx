'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { StaffCategory } from '#lib/catalogue/index.ts';
import { type FieldErrors, fieldErrors, TextField, useUnsavedGuard } from './form.tsx';
import { buttonClass, Notice, Panel, primaryButtonClass } from './parts.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { send } from './send.ts';

type Draft = Pick<
  StaffCategory,
  'title' | 'handle' | 'description' | 'seoTitle' | 'seoDescription' | 'hidden'
>;

const draftOf = ({ title, handle, description, seoTitle, seoDescription, hidden }: StaffCategory): Draft => ({
  ...{ title, handle, description, seoTitle, seoDescription, hidden },
});

const trimmed = (draft: Draft): Draft => ({
  title: draft.title.trim(),
  handle: draft.handle.trim(),
  description: draft.description.trim(),
  seoTitle: draft.seoTitle.trim(),
  seoDescription: draft.seoDescription.trim(),
  hidden: draft.hidden,
});

/** What a category is called, where it is, what its page says, whether it is shown; and its end. */
export function CategoryEditor({
  category,
  fixed,
  parentTitle,
  childCount,
  mayEdit,
}: {
  category: StaffCategory;
  /** The front page's collection: it keeps its address and is never hidden or deleted. */
  fixed: boolean;
  /** Where its address leads when it is deleted; null: nowhere. */
  parentTitle: string | null;
  childCount: number;
  mayEdit: boolean;
}) {
  const router = useRouter();
  const stored = draftOf(category);
  const [draft, setDraft] = useState(stored);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<Message | null>(null);
  const [busy, setBusy] = useState(false);
  const dirty = JSON.stringify(draft) !== JSON.stringify(stored);
  useUnsavedGuard(dirty && !busy);
  const disabled = !mayEdit || busy;
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const address = `/api/admin/categories/${category.id}`;

  async function save() {
    setBusy(true);
    setMessage(null);
    setErrors({});
    const body = trimmed(draft);
    setDraft(body);
    const answer = await send<{ purge: Purge }>('POST', address, {
      ...body,
      expectedVersion: category.version,
    });
    setBusy(false);
    if (answer.ok) {
      setMessage(purgeMessage(answer.value.purge));
      return router.refresh();
    }
    setErrors(fieldErrors(answer.problem));
    setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
  }

  async function remove() {
    const below =
      childCount > 0
        ? ` The ${childCount === 1 ? 'category' : `${childCount} categories`} below it will move up.`
        : '';
    const leads = parentTitle
      ? ` Its address will lead to ${parentTitle}.`
      : ' Its address will lead nowhere.';
    if (!window.confirm(`Delete ${category.title}? Its products stay on sale.${below}${leads}`)) return;
    setBusy(true);
    setMessage(null);
    const answer = await send('DELETE', address, { expectedVersion: category.version });
    if (answer.ok) {
      router.push('/admin/categories');
      return router.refresh();
    }
    setBusy(false);
    setMessage({ tone: 'bad', title: answer.problem.title, detail: answer.problem.detail });
  }

  return (
    <Panel title="What it is">
      <form
        noValidate
        className="grid gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {message ? (
          <Notice tone={message.tone} title={message.title}>
            {message.detail}
          </Notice>
        ) : null}
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Title"
            value={draft.title}
            error={errors.title}
            disabled={disabled}
            maxLength={255}
            onChange={(title) => set({ title })}
          />
          <TextField
            label="Address, after /c/"
            hint={fixed ? 'The home page looks for it by this.' : 'The old address leads to the new one.'}
            value={draft.handle}
            error={errors.handle}
            disabled={disabled || fixed}
            maxLength={190}
            onChange={(handle) => set({ handle })}
          />
        </div>
        <TextField
          label="Description, on its page"
          value={draft.description}
          error={errors.description}
          disabled={disabled}
          maxLength={1_024}
          rows={3}
          onChange={(description) => set({ description })}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label="Title for search engines"
            hint={`${draft.seoTitle.length} of about 60 characters`}
            value={draft.seoTitle}
            error={errors.seoTitle}
            disabled={disabled}
            maxLength={255}
            onChange={(seoTitle) => set({ seoTitle })}
          />
          <TextField
            label="Description for search engines"
            hint={`${draft.seoDescription.length} of about 160 characters`}
            value={draft.seoDescription}
            error={errors.seoDescription}
            disabled={disabled}
            maxLength={512}
            rows={2}
            onChange={(seoDescription) => set({ seoDescription })}
          />
        </div>
        {fixed ? null : (
          <label className="flex min-h-9 items-center gap-2">
            <input
              type="checkbox"
              className="size-4 shrink-0 accent-(--a-accent)"
              checked={draft.hidden}
              disabled={disabled}
              onChange={(event) => set({ hidden: event.target.checked })}
            />
            Hidden, with all below it; products stay on sale and are found by search
          </label>
        )}
        {mayEdit ? (
          <div className="flex flex-wrap gap-2">
            <button type="submit" className={primaryButtonClass} disabled={busy || !dirty}>
              {busy ? 'Saving…' : 'Save'}
            </button>
            {fixed ? null : (
              <button
                type="button"
                className={`${buttonClass} ml-auto text-(--a-bad)`}
                disabled={busy}
                onClick={() => void remove()}
              >
                Delete…
              </button>
            )}
          </div>
        ) : null}
      </form>
    </Panel>
  );
}
