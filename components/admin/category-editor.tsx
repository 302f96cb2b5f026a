'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { StaffCategory } from '#lib/catalogue/index.ts';
import { TextField, useUnsavedGuard } from './form.tsx';
import { buttonClass, Panel, primaryButtonClass } from './parts.tsx';
import { type Purge, purgeMessage } from './purge-message.ts';
import { Said } from './said.tsx';
import { useSend } from './use-send.ts';

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
  rulesAbove,
  mayEdit,
}: {
  category: StaffCategory;
  /** The front page's collection: it keeps its address and is never hidden or deleted. */
  fixed: boolean;
  /** Where its address leads when it is deleted; null: nowhere. */
  parentTitle: string | null;
  childCount: number;
  /** Price rules on categories above it, by name: what is only in this one leaves them with it. */
  rulesAbove: readonly string[];
  mayEdit: boolean;
}) {
  const router = useRouter();
  const stored = draftOf(category);
  const [draft, setDraft] = useState(stored);
  const { busy, errors, message, say, ask } = useSend();
  const dirty = JSON.stringify(draft) !== JSON.stringify(stored);
  useUnsavedGuard(dirty && !busy);
  const disabled = !mayEdit || busy;
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const address = `/api/admin/categories/${category.id}`;

  async function save() {
    const body = trimmed(draft);
    setDraft(body);
    const wanted = { ...body, expectedVersion: category.version };
    const answer = await ask<{ purge: Purge }>('POST', address, wanted);
    if (!answer) return;
    say(purgeMessage(answer.purge));
    router.refresh();
  }

  async function remove() {
    const below =
      childCount > 0
        ? ` The ${childCount === 1 ? 'category' : `${childCount} categories`} below it will move up.`
        : '';
    const leads = parentTitle
      ? ` Its address will lead to ${parentTitle}.`
      : ' Its address will lead nowhere.';
    const rules =
      rulesAbove.length > 0
        ? ` Products that are only in it cost their full price again, without ${rulesAbove.join(', ')}.`
        : '';
    const asked = `Delete ${category.title}? Its products stay on sale.${below}${leads}${rules}`;
    if (!window.confirm(asked)) return;
    if (!(await ask('DELETE', address, { expectedVersion: category.version }))) return;
    router.push('/admin/categories');
    router.refresh();
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
        <Said message={message} />
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
