'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { StaffProductDetail } from '#lib/catalogue/index.ts';
import { type FieldErrors, fieldErrors, SelectField, TextField, useUnsavedGuard } from './form.tsx';
import { Differences } from './history.tsx';
import { fieldWords } from './history-words.ts';
import { HtmlEditor } from './html-editor.tsx';
import { buttonClass, Notice, Panel, primaryButtonClass } from './parts.tsx';
import { documentOf, draftOf, mergeDrafts, type ProductDraft, unlikelyPrices } from './product-draft.ts';
import { ProductImages } from './product-images.tsx';
import { ProductRelated } from './product-related.tsx';
import { ProductVariants } from './product-variants.tsx';
import { type Message, type Purge, purgeMessage } from './purge-message.ts';
import { send } from './send.ts';

const statuses = [
  { value: 'draft', label: 'Draft: only staff see it' },
  { value: 'active', label: 'On sale' },
  { value: 'archived', label: 'Archived: no longer sold' },
];

type Change = { before: unknown; after: unknown };

const slug = (title: string) =>
  title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join('-')
    .slice(0, 100) ?? '';

/** All of a product on one page, saved whole. A save names the version it began from, so nobody overwrites unseen. */
export function ProductEditor({
  product,
  currency,
  decimals,
  shopUrl,
  categories,
  taxClasses,
  mayEdit,
  mayPrice,
  mayStock,
}: {
  product: StaffProductDetail | null;
  currency: string;
  decimals: number;
  shopUrl: string;
  categories: { id: string; title: string; depth: number; byRule: boolean }[];
  taxClasses: string[];
  mayEdit: boolean;
  mayPrice: boolean;
  mayStock: boolean;
}) {
  const router = useRouter();
  const [stored, setStored] = useState(() => draftOf(product, decimals));
  const [draft, setDraft] = useState(stored);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [message, setMessage] = useState<Message | null>(null);
  const [conflict, setConflict] = useState<Change | null>(null);
  const [busy, setBusy] = useState(false);
  const [version, setVersion] = useState(product?.version ?? 0);
  // A save that went through shows what is stored now: the page brings it by refreshing.
  const [seen, setSeen] = useState(product?.version);
  if (product && product.version !== seen && product.version === version) {
    setSeen(product.version);
    const fresh = draftOf(product, decimals);
    setStored(fresh);
    setDraft(fresh);
  }
  const dirty = JSON.stringify(draft) !== JSON.stringify(stored);
  useUnsavedGuard(dirty && !busy);
  const disabled = !mayEdit || busy;
  const set = (change: Partial<ProductDraft>) => setDraft({ ...draft, ...change });

  async function save() {
    setMessage(null);
    setConflict(null);
    const made = documentOf(draft, decimals);
    setErrors(made.ok ? {} : made.errors);
    if (!made.ok) return setMessage({ tone: 'bad', title: 'Some fields are not right' });
    const unlikely = unlikelyPrices(stored, draft, decimals);
    if (unlikely.length > 0 && !window.confirm(`${unlikely.slice(0, 5).join('\n')}\nSave it so?`)) return;
    setBusy(true);
    const answer = await send<{ id: string; version: number; purge: Purge }>(
      'POST',
      product ? `/api/admin/products/${product.id}` : '/api/admin/products',
      product ? { document: made.document, expectedVersion: version } : { document: made.document },
    );
    setBusy(false);
    if (answer.ok) {
      setStored(draft);
      if (!product) return router.replace(`/admin/products/${answer.value.id}`);
      setVersion(answer.value.version);
      setMessage(purgeMessage(answer.value.purge));
      router.refresh();
      return;
    }
    const { problem } = answer;
    setErrors(
      Object.fromEntries(
        Object.entries(fieldErrors(problem)).map(([field, text]) => [field.replace(/^document\./, ''), text]),
      ),
    );
    setMessage({ tone: 'bad', title: problem.title, detail: problem.detail });
    if (problem.code !== 'version_conflict') return;
    setConflict((problem.change as Change | null) ?? { before: null, after: null });
    // What is stored now, for whoever wants to keep both.
    router.refresh();
  }

  /** What I changed on top of what is stored now; saved only when somebody has looked at it. */
  function keepMine(current: StaffProductDetail) {
    const theirs = draftOf(current, decimals);
    const { merged, both } = mergeDrafts(stored, draft, theirs);
    setStored(theirs);
    setDraft(merged);
    setVersion(current.version);
    setSeen(current.version);
    setConflict(null);
    const lost = both.map(fieldWords).join(', ');
    setMessage({
      tone: both.length > 0 ? 'warn' : 'good',
      title: both.length > 0 ? `You both changed: ${lost}` : 'Both changes are here now',
      detail: both.length > 0 ? 'It is as you had it. Look it over, then save.' : 'Look it over, then save.',
    });
  }
  function loadTheirs() {
    if (!newer) return window.location.reload();
    const theirs = draftOf(newer, decimals);
    setStored(theirs);
    setDraft(theirs);
    setVersion(newer.version);
    setSeen(newer.version);
    setConflict(null);
    setMessage(null);
  }
  const newer = product && product.version > version ? product : null;

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {message ? (
        <Notice tone={message.tone} title={message.title}>
          {message.detail}
          {conflict ? (
            <div className="mt-2 rounded bg-(--a-panel) px-3 py-2 text-(--a-ink)">
              <Differences entry={{ action: 'product.changed', ...conflict }} currency={currency} />
              <div className="mt-2 flex flex-wrap gap-2">
                <button
                  type="button"
                  className={primaryButtonClass}
                  disabled={!newer}
                  onClick={() => newer && keepMine(newer)}
                >
                  Keep mine beside theirs
                </button>
                <button type="button" className={buttonClass} onClick={loadTheirs}>
                  Load theirs, lose mine
                </button>
              </div>
            </div>
          ) : null}
        </Notice>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid min-w-0 gap-4">
          <Panel title="What it is">
            <div className="grid gap-3 p-4">
              <TextField
                label="Title"
                value={draft.title}
                error={errors.title}
                disabled={disabled}
                maxLength={255}
                onChange={(title) =>
                  set(
                    product || draft.handle !== slug(draft.title)
                      ? { title }
                      : { title, handle: slug(title) },
                  )
                }
              />
              <HtmlEditor
                label="Description"
                value={draft.descriptionHtml}
                error={errors.descriptionHtml}
                disabled={disabled}
                onChange={(descriptionHtml) => set({ descriptionHtml })}
              />
            </div>
          </Panel>
          <ProductVariants
            draft={draft}
            errors={errors}
            currency={currency}
            disabled={disabled}
            mayPrice={mayPrice}
            mayStock={mayStock}
            onChange={set}
          />
          <ProductImages images={draft.images} disabled={disabled} onChange={(images) => set({ images })} />
          <Panel title="In search engines">
            <div className="grid gap-3 p-4">
              <div className="rounded-md border border-(--a-line) px-3 py-2" aria-hidden="true">
                <p className="truncate text-xs text-(--a-muted)">{`${shopUrl}/p/${draft.handle}`}</p>
                <p className="truncate text-base text-(--a-accent)">{draft.seoTitle || draft.title || '…'}</p>
                <p className="line-clamp-2 text-xs text-(--a-muted)">
                  {draft.seoDescription || draft.descriptionHtml.replaceAll(/<[^>]*>/g, ' ').slice(0, 160)}
                </p>
              </div>
              <TextField
                label="Address"
                hint={product ? 'The old address leads to the new one.' : undefined}
                value={draft.handle}
                error={errors.handle}
                disabled={disabled}
                maxLength={190}
                onChange={(handle) => set({ handle })}
              />
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
          </Panel>
        </div>
        <div className="grid min-w-0 gap-4">
          <Panel title="Where and how">
            <div className="grid gap-3 p-4">
              <SelectField
                label="Status"
                value={draft.status}
                options={statuses}
                disabled={disabled}
                onChange={(status) => set({ status })}
              />
              <TextField
                label="Vendor"
                value={draft.vendor}
                disabled={disabled}
                onChange={(vendor) => set({ vendor })}
              />
              <TextField
                label="Type"
                value={draft.productType}
                disabled={disabled}
                onChange={(productType) => set({ productType })}
              />
              <TextField
                label="Tags, with commas"
                value={draft.tags}
                error={errors.tags}
                disabled={disabled}
                onChange={(tags) => set({ tags })}
              />
              <SelectField
                label="Tax class"
                value={draft.taxClass}
                options={[...new Set([...taxClasses, draft.taxClass])].map((value) => ({
                  value,
                  label: value,
                }))}
                disabled={disabled}
                onChange={(taxClass) => set({ taxClass })}
              />
              <TextField
                label="Facts to filter by"
                hint="One a line: Material: Oak"
                value={draft.attributes}
                error={errors.attributes}
                disabled={disabled}
                rows={4}
                onChange={(attributes) => set({ attributes })}
              />
            </div>
          </Panel>
          <Panel title="Categories">
            <fieldset className="max-h-72 overflow-y-auto p-4">
              <legend className="sr-only">Categories of this product</legend>
              {categories.map(({ id, title, depth, byRule }) => (
                <label
                  key={id}
                  className="flex items-center gap-2 py-1"
                  style={{ paddingLeft: `${depth * 1.25}rem` }}
                >
                  <input
                    type="checkbox"
                    className="size-4 accent-(--a-accent)"
                    checked={draft.categoryIds.includes(id)}
                    disabled={disabled || byRule}
                    onChange={(event) =>
                      set({
                        categoryIds: event.target.checked
                          ? [...draft.categoryIds, id]
                          : draft.categoryIds.filter((one) => one !== id),
                      })
                    }
                  />
                  {title}
                  {byRule ? <span className="text-xs text-(--a-muted)">by its rule</span> : null}
                </label>
              ))}
            </fieldset>
          </Panel>
          <ProductRelated
            self={product?.id ?? null}
            related={draft.related}
            disabled={disabled}
            onChange={(related) => set({ related })}
          />
        </div>
      </div>
      {mayEdit ? (
        <div className="sticky bottom-0 z-10 -mx-4 flex items-center gap-3 border-t border-(--a-line) bg-(--a-bg) px-4 py-3 md:-mx-8 md:px-8">
          <p className="text-(--a-muted)">{dirty ? 'Not saved yet' : product ? 'Everything is saved' : ''}</p>
          <button
            type="button"
            className={`${buttonClass} ml-auto`}
            disabled={busy || !dirty}
            onClick={() => {
              setDraft(stored);
              setErrors({});
              setMessage(null);
            }}
          >
            Undo
          </button>
          <button type="submit" className={primaryButtonClass} disabled={busy || !dirty}>
            {busy ? 'Saving…' : product ? 'Save' : 'Make the product'}
          </button>
        </div>
      ) : null}
    </form>
  );
}
